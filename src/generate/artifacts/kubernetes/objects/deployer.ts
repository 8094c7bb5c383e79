/** Who may deploy: the account that the pipeline's KUBE_CONFIG stands for. Whoever sets the environment up applies it. */
import { text } from '../../../../model/traced.ts';
import { isJob, isServing, isStateful } from '../../../../model/views.ts';
import { placedFiles } from '../../shared/placed-files.ts';
import type { YamlNode } from '../../shared/yaml.ts';
import { metadata } from './facts.ts';
import type { PlacedService } from './placed.ts';
import { roleFor } from './rbac.ts';

interface Kind {
  readonly group: string;
  readonly kind: string;
  readonly verbs: readonly string[];
}

/** Server-side apply: a patch, which creates what is not there. */
const apply = ['get', 'create', 'patch'];
const watch = ['list', 'watch'];

/** `kinds` of the manifests, as "group/plural"; the verbs are those that the scripts use, and no others. */
export function deployer(service: PlacedService, kinds: readonly string[]): YamlNode[] {
  const name = text`${service.name}-deployer`;
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadata(service, name),
    automountServiceAccountToken: false,
  };
  const applied = kinds.map(kind => ofManifest(kind));
  const rules = grouped(joined([...applied, ...looked(service)])).map(([{ group, verbs }, names]) => ({
    apiGroups: [group],
    resources: names,
    verbs,
  }));
  return [account, ...roleFor(service, name, rules, 'the scripts deploy with it')];
}

function ofManifest(name: string): Kind {
  const slash = name.indexOf('/');
  return { group: name.slice(0, slash), kind: name.slice(slash + 1), verbs: apply };
}

const core = (kind: string, ...verbs: readonly string[]): Kind => ({ group: '', kind, verbs });
const apps = (kind: string, ...verbs: readonly string[]): Kind => ({ group: 'apps', kind, verbs });

/** What scripts ask and do beside applying manifests. */
function looked(service: PlacedService): readonly Kind[] {
  const found = [
    // Whether the environment has been set up: of its own namespace a Role may say so.
    core('namespaces', 'get'),
    // cleanup.sh takes away pods that have ended.
    core('pods', 'get', 'list', 'delete'),
    // deploy.sh makes a ConfigMap of files of the project.
    ...(placedFiles(service).some(({ file }) => file.source) ? [core('configmaps', ...apply)] : []),
  ];
  if (isJob(service)) return [...found, core('pods/log', 'get'), ...ofJobs(service)];
  return [
    ...found,
    ...(isServing(service) ? [core('pods/portforward', 'create')] : []),
    ...ofRollouts(service),
  ];
}

/** What a schedule starts is asked for; a run by deploy.sh takes the place of the one before. */
function ofJobs({ schedule }: PlacedService): readonly Kind[] {
  return [{ group: 'batch', kind: 'jobs', verbs: schedule ? ['get', 'list'] : [...watch, 'delete'] }];
}

/** `rollout status`, `history` and `undo`, and the idle copy that blue-green scales down. */
function ofRollouts(service: PlacedService): readonly Kind[] {
  if (isStateful(service)) return [apps('statefulsets', ...watch), apps('controllerrevisions', 'list')];
  const idle = isServing(service)
    ? [apps('deployments', 'delete'), apps('deployments/scale', 'get', 'patch')]
    : [];
  return [apps('deployments', ...watch), apps('replicasets', 'list'), ...idle];
}

/** One rule for each kind, with all that may be done with it. */
function joined(kinds: readonly Kind[]): readonly Kind[] {
  const found = new Map<string, Kind>();
  for (const { group, kind, verbs } of kinds) {
    const key = `${group}/${kind}`;
    const before = found.get(key)?.verbs ?? [];
    found.set(key, { group, kind, verbs: [...new Set([...before, ...verbs])] });
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}

/** Kinds of one group with which the same may be done, together. */
function grouped(kinds: readonly Kind[]): readonly (readonly [Kind, readonly string[]])[] {
  const found = new Map<string, readonly [Kind, string[]]>();
  for (const kind of kinds) {
    const key = JSON.stringify([kind.group, kind.verbs]);
    const before = found.get(key);
    if (before) before[1].push(kind.kind);
    else found.set(key, [kind, [kind.kind]]);
  }
  return [...found.values()];
}
