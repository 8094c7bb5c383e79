import { versions } from '../../../../model/official-images.ts';
import { noPins, type Pins, pinnedImage } from '../../../../model/pins.ts';
import { plain, type Text, Traced, text } from '../../../../model/traced.ts';
import { isServing } from '../../../../model/views.ts';
import { httpPortName, offeredPorts } from '../../shared/ports.ts';
import { usualUser } from '../../shared/user.ts';
import { Noted, Slot, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { metadata, names53, selector } from '../objects/facts.ts';
import type { PlacedService } from '../objects/placed.ts';
import { strictSecurity } from '../objects/security.ts';

/** Alpine's busybox brings both programs that ask. */
const image = `docker.io/library/alpine:${versions.alpine['3.24']}`;

export interface SmokeTestOptions {
  readonly pins?: Pins;
  /** Whether Services that name neighbours stand in the chart. */
  readonly hasNeighbours?: boolean;
}

/**
 * `helm test`: a pod that asks the service through its Service, and the network policies that let it. Nothing for a
 * service that does not answer HTTP or connections on a port.
 */
export function smokeTest(
  service: PlacedService,
  { pins = noPins, hasNeighbours = false }: SmokeTestOptions = {},
): readonly YamlNode[] {
  const name = httpPortName(service);
  const port = offeredPorts(service).find(
    offered => name !== undefined && plain(offered.name) === plain(name),
  );
  if (!isServing(service) || !port) return [];
  const label = { 'app.kubernetes.io/name': text`${service.name}-smoke-test` };
  const named = (annotations: YamlObject): YamlObject => {
    const all = metadata(service, text`${service.name}-smoke-test`, { annotations });
    return { ...all, labels: { ...(all['labels'] as YamlObject), ...label } };
  };
  const pinned = pinnedImage(pins, image);
  const target = [{ protocol: 'TCP', port: port.target }];
  const policy = (suffix: string, spec: YamlObject): YamlNode => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { ...named(hook('-1')), name: text`${service.name}-smoke-test-${suffix}` },
    spec,
  });
  return [
    policy('in', {
      podSelector: { matchLabels: selector(service) },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: label } }], ports: target }],
    }),
    policy('out', {
      podSelector: { matchLabels: label },
      policyTypes: ['Ingress', 'Egress'],
      egress: [names53, { to: [{ podSelector: { matchLabels: selector(service) } }], ports: target }],
    }),
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: named({
        ...hook('0'),
        // The Services that name neighbours select no pods, which it takes for all of them.
        'kube-score/ignore': hasNeighbours
          ? new Noted('pod-probes', { above: ['It runs to its end, and no Service leads to it.'] })
          : undefined,
        ...skips([
          ...(pinned ? [] : ['CKV_K8S_43=the tag is exact; devops-flow can pin its digest']),
          'CKV_K8S_8=it runs to its end',
          'CKV_K8S_9=it runs to its end',
        ]),
      }),
      spec: podSpec(service, {
        image: pinned ? new Traced(pinned.text, [pinned.field]) : image,
        command: argv(service, port.port),
      }),
    },
  ];
}

const skips = (reasons: readonly string[]): YamlObject =>
  Object.fromEntries(reasons.map((reason, i) => [`checkov.io/skip${i + 1}`, reason]));

const hook = (weight: string): YamlObject => ({
  'helm.sh/hook': 'test',
  'helm.sh/hook-weight': weight,
  'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
});

/** The first answer may take a moment: the Service has just been made. */
function argv({ name, health }: PlacedService, port: Traced<number> | number): readonly Text[] {
  const shown = String(plain(port));
  if (health.over.value === 'tcp') return ['nc', '-z', '-w', '5', name, shown];
  return ['wget', '-q', '-T', '5', '-O', '-', text`http://${name}:${shown}${health.ready}`];
}

function podSpec({ name }: PlacedService, its: { image: Text; command: readonly Text[] }): YamlObject {
  return {
    restartPolicy: 'Never',
    serviceAccountName: name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    activeDeadlineSeconds: 60,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: usualUser,
      runAsGroup: usualUser,
      fsGroup: usualUser,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'smoke-test',
        image: new Noted(its.image, { above: ['It asks through the Service, as another service would.'] }),
        imagePullPolicy: new Slot(['image', 'pullPolicy'], 'Always'),
        command: its.command,
        resources: {
          requests: { cpu: '10m', memory: '16Mi', 'ephemeral-storage': '8Mi' },
          limits: { cpu: '100m', memory: '32Mi', 'ephemeral-storage': '16Mi' },
        },
        securityContext: strictSecurity(),
      },
    ],
  };
}
