import { containersOf, isJob, isStateful } from '../../../../model/views.ts';
import { hash } from '../../shared/hash.ts';
import { usualUser } from '../../shared/user.ts';
import { declaredVariables } from '../../shared/variables.ts';
import { Noted, type YamlObject, yamlLines } from '../../shared/yaml.ts';
import type { PlacedService } from './placed.ts';
import { probes, sidecarProbes } from './probes.ts';
import { addedCapabilities, escalates, userOf } from './security.ts';
import { startOrder } from './start-order.ts';

/** A rule of scanners that a manifest breaks, and why that is as it should be. */
interface Exception {
  readonly breaks: boolean;
  readonly checkov?: string;
  readonly kubeScore?: string;
  readonly reason: string;
}

/** A second workload beside that of the service, which no autoscaler moves. */
export interface Copy {
  /** As many as the environment has, unless given. */
  readonly replicas?: number;
}

/**
 * Annotations that tell scanners what the manifest of a workload cannot meet, each with its reason. `isBesideService`:
 * a Service is among the manifests, its own or the name of a neighbour.
 */
export function exceptions(service: PlacedService, isBesideService: boolean, copy?: Copy): YamlObject {
  const found = [...inevitable(service, copy), ...asked(service, isBesideService)].filter(
    ({ breaks }) => breaks,
  );
  const ignored = found.filter(({ kubeScore }) => kubeScore !== undefined);
  const skips = found.flatMap(({ checkov, reason }) => (checkov ? [`${checkov}=${reason}`] : []));
  return {
    'kube-score/ignore':
      ignored.length > 0
        ? new Noted(ignored.map(({ kubeScore }) => kubeScore).join(','), {
            above: ignored.map(({ reason }) => reason),
          })
        : undefined,
    ...Object.fromEntries(skips.map((skip, i) => [`checkov.io/skip${i + 1}`, skip])),
  };
}

function inevitable(service: PlacedService, copy: Copy | undefined): readonly Exception[] {
  const { image } = service;
  const secret = containersOf(service).some(
    container => declaredVariables(service, container).secret.length > 0,
  );
  return [
    {
      breaks: copy === undefined && !isJob(service) && !isStateful(service),
      kubeScore: 'deployment-targeted-by-hpa-does-not-have-replicas-configured',
      reason:
        'Applied by hand the count would reset the autoscaler; scripts/deploy.sh carries the live one over.',
    },
    {
      breaks: copy?.replicas === 1,
      kubeScore: 'deployment-replicas',
      reason: 'A small share of the requests needs one pod only; the others serve beside it.',
    },
    {
      breaks: containersOf(service).some(container => container.image.digest === undefined),
      checkov: 'CKV_K8S_43',
      reason: image.built.value
        ? 'the digest is known after the build; scripts/deploy.sh --image sets it'
        : 'the document names a tag and no digest; devops-flow can pin one',
    },
    { breaks: secret, checkov: 'CKV_K8S_35', reason: 'the service reads its secrets from variables' },
  ];
}

/** What the document of the service asks for, as it is. */
function asked(service: PlacedService, isBesideService: boolean): readonly Exception[] {
  const { container: settings } = service;
  const user = userOf(settings)?.user.value ?? usualUser;
  const added = addedCapabilities(settings).map(({ value }) => value);
  const unprobed = unprobedNames(service);
  const words = 'the document asks for';
  return [
    {
      breaks: containersOf(service).some(({ image }) => image.tag.value === 'latest' && !image.digest),
      checkov: 'CKV_K8S_14',
      kubeScore: 'container-image-tag',
      reason: `${words} the tag latest, or for none`,
    },
    {
      breaks: user < usualUser,
      checkov: 'CKV_K8S_40',
      kubeScore: 'container-security-context-user-group-id',
      reason: `${words} this user`,
    },
    { breaks: user === 0, checkov: 'CKV_K8S_23', reason: `${words} root` },
    {
      breaks: settings.readOnlyRoot?.value === false,
      checkov: 'CKV_K8S_22',
      kubeScore: 'container-security-context-readonlyrootfilesystem',
      reason: `${words} a root that can be written`,
    },
    {
      breaks: settings.privileged?.value === true,
      checkov: 'CKV_K8S_16',
      kubeScore: 'container-security-context-privileged',
      reason: `${words} a privileged container`,
    },
    { breaks: escalates(settings), checkov: 'CKV_K8S_20', reason: 'what the document asks for gains rights' },
    {
      breaks: added.length > 0,
      checkov: 'CKV_K8S_25',
      reason: `${words} these capabilities`,
    },
    { breaks: added.includes('SYS_ADMIN'), checkov: 'CKV_K8S_39', reason: `${words} SYS_ADMIN` },
    {
      breaks: !isJob(service) && asksOneQuestion(service),
      kubeScore: 'pod-probes-identical',
      reason: 'Only one question is known that tells whether it is well, so both probes ask it.',
    },
    { breaks: unprobed.has('livenessProbe'), checkov: 'CKV_K8S_8', reason: nobodySays },
    {
      breaks: unprobed.has('readinessProbe'),
      checkov: 'CKV_K8S_9',
      // It asks only about pods that a Service may send somebody to.
      ...(isBesideService ? { kubeScore: 'pod-probes' } : {}),
      reason: nobodySays,
    },
  ];
}

const nobodySays = 'nobody has said how all its containers are probed';

function asksOneQuestion(service: PlacedService): boolean {
  const { readinessProbe, livenessProbe } = probes(service);
  if (!readinessProbe || !livenessProbe) return false;
  return hash(yamlLines(readinessProbe)) === hash(yamlLines(livenessProbe));
}

/** The probes that some container of a Deployment lacks. */
function unprobedNames(service: PlacedService): ReadonlySet<string> {
  if (isJob(service)) return new Set();
  const beside = startOrder(service).filter(({ role }) => role === 'beside');
  const all = [probes(service), ...beside.map(({ sidecar }) => sidecarProbes(sidecar))];
  const names = ['livenessProbe', 'readinessProbe'];
  return new Set(names.filter(name => all.some(asked => asked[name] === undefined)));
}
