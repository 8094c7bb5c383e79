/** One thing made worse in what is generated for the example, and what the policies then say. */
export interface Spoiled {
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly words: string;
}

export const spoiled: readonly Spoiled[] = [
  {
    file: 'k8s/deployment.yaml',
    from: /allowPrivilegeEscalation: false/,
    to: 'allowPrivilegeEscalation: true',
    words: 'may gain rights',
  },
  {
    file: 'k8s/deployment.yaml',
    from: /runAsNonRoot: true/g,
    to: 'runAsNonRoot: false',
    words: 'may run as root',
  },
  {
    file: 'k8s/deployment.yaml',
    from: /readOnlyRootFilesystem: true/,
    to: 'readOnlyRootFilesystem: false',
    words: 'can write to its root',
  },
  { file: 'k8s/deployment.yaml', from: '- ALL', to: '- NET_RAW', words: 'does not drop all capabilities' },
  {
    file: 'k8s/deployment.yaml',
    from: /automountServiceAccountToken: false/,
    to: 'automountServiceAccountToken: true',
    words: 'have a token',
  },
  {
    file: 'k8s/deployment.yaml',
    from: /image: registry.example.com\/orders:[^\n]*/,
    to: 'image: registry.example.com/orders',
    words: 'names no version',
  },
  {
    file: 'k8s/deployment.yaml',
    from: 'image: registry.example.com/orders:',
    to: 'image: evil.example.com/orders:',
    words: 'no document names',
  },
  {
    file: 'k8s/deployment.yaml',
    from: '- name: PORT',
    to: '- { name: API_TOKEN, value: x }\n            - name: PORT',
    words: 'the value of API_TOKEN stands',
  },
  { file: 'k8s/service.yaml', from: 'type: ClusterIP', to: 'type: LoadBalancer', words: 'past the way in' },
  {
    file: 'k8s/configmap.yaml',
    from: '\ndata:',
    to: '\ndata:\n  DB_PASSWORD: x',
    words: 'belongs into a secret store',
  },
  {
    file: 'k8s/ingress.yaml',
    from: /\n {2}tls:[\s\S]*?(?=\n {2}\w|$)/,
    to: '',
    words: 'is served without TLS',
  },
  { file: 'Dockerfile', from: /^USER .*$/m, to: 'USER root', words: 'runs as root' },
  { file: 'Dockerfile', from: /^(FROM node):\S+/m, to: '$1:latest', words: 'names no version' },
  { file: 'Dockerfile', from: /^USER /m, to: 'ENV A_TOKEN=x\nUSER ', words: 'ENV A_TOKEN' },
];
