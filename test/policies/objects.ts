/** What the policies for Kyverno let into the namespace of the example, and what they refuse, by their words. */

export const image = 'registry.example.com/orders:1.0.0';

/** A pod that breaks nothing, with one thing changed. */
export const pod = (change: string, container = '') => `
apiVersion: v1
kind: Pod
metadata: { name: try, namespace: orders }
spec:
  automountServiceAccountToken: false
  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
  ${change}
  containers:
    - name: app
      image: ${image}
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
      ${container}
`;

const service = (type: string) => `
apiVersion: v1
kind: Service
metadata: { name: try, namespace: orders }
spec: { type: ${type}, ports: [{ port: 80 }] }
`;

const ingress = (tls: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: try, namespace: orders }
spec:
  ${tls}
  rules:
    - host: a.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: a, port: { number: 80 } } } }] }
`;

export const good = [
  pod(''),
  pod('volumes: [{ name: tmp, emptyDir: {} }]', 'env: [{ name: DATA_DIR, value: /data }]'),
  service('ClusterIP'),
  ingress('tls: [{ hosts: [a.example.com], secretName: a }]'),
];

const secured = (more: string) =>
  pod('').replace('securityContext: { allowPrivilegeEscalation: false,', `securityContext: { ${more},`);

export const bad: Readonly<Record<string, string>> = {
  'a container is privileged': secured('privileged: true'),
  'a container may gain rights': secured('allowPrivilegeEscalation: true'),
  'a container does not drop all capabilities': pod('').replace('drop: [ALL]', 'drop: [NET_RAW]'),
  'a container may run as root': pod('').replace('runAsNonRoot: true', 'runAsNonRoot: false'),
  'the pod shares something with its node': pod('hostNetwork: true'),
  'a volume is a folder of the node': pod('volumes: [{ name: node, hostPath: { path: / } }]'),
  'an image names no version': pod('').replace(image, 'registry.example.com/orders'),
  'an image is of a repository that no document names': pod('').replace(image, 'evil.example.com/orders:1'),
  'the value of a secret stands in the manifest': pod('', 'env: [{ name: API_TOKEN, value: x }]'),
  'a Service is reached past the way in': service('NodePort'),
  'an Ingress serves a host without TLS': ingress(''),
};
