import { containersOf, isJob, type ServiceView } from '../../../model/views.ts';
import { usualUser } from '../shared/user.ts';
import { Noted, type YamlObject } from '../shared/yaml.ts';
import { declaredVariables } from './environment.ts';
import { probes } from './probes.ts';
import { addedCapabilities, escalates, userOf } from './security.ts';

/** A rule of scanners that a manifest breaks, and why that is as it should be. */
interface Exception {
  readonly breaks: boolean;
  readonly checkov?: string;
  readonly kubeScore?: string;
  readonly reason: string;
}

/** Annotations that tell scanners what the manifest of a workload cannot meet, each with its reason. */
export function exceptions(service: ServiceView): YamlObject {
  const found = [...inevitable(service), ...asked(service)].filter(({ breaks }) => breaks);
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

function inevitable(service: ServiceView): readonly Exception[] {
  const { image } = service;
  const secret = containersOf(service).some(
    container => declaredVariables(service, container).secret.length > 0,
  );
  return [
    {
      breaks: !isJob(service),
      kubeScore: 'deployment-targeted-by-hpa-does-not-have-replicas-configured',
      reason:
        'Applied by hand the count would reset the autoscaler; scripts/deploy.sh carries the live one over.',
    },
    {
      breaks: containersOf(service).some(container => container.image.digest === undefined),
      checkov: 'CKV_K8S_43',
      reason: image.built.value
        ? 'the digest is known after the build; scripts/deploy.sh --image sets it'
        : 'the document names a tag and no digest',
    },
    { breaks: secret, checkov: 'CKV_K8S_35', reason: 'the service reads its secrets from variables' },
  ];
}

/** What the document of the service asks for, as it is. */
function asked(service: ServiceView): readonly Exception[] {
  const { container: settings } = service;
  const user = userOf(settings)?.user.value ?? usualUser;
  const { readinessProbe, livenessProbe } = probes(service);
  const unprobed = !isJob(service);
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
      breaks: addedCapabilities(settings).length > 0,
      checkov: 'CKV_K8S_25',
      reason: `${words} these capabilities`,
    },
    { breaks: settings.init?.value === true, checkov: 'CKV_K8S_17', reason: `${words} an init process` },
    { breaks: unprobed && !livenessProbe, checkov: 'CKV_K8S_8', reason: 'nobody has said how it is probed' },
    { breaks: unprobed && !readinessProbe, checkov: 'CKV_K8S_9', reason: 'nobody has said how it is probed' },
  ];
}
