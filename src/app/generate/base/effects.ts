import type { Project, Service } from '../../../model/service.ts';
import type { Effect } from '../../schemas/plan.ts';
import type { ComparedFile } from './compare.ts';
import { deployed, environmentEffects, lastingEnvironments, pods } from './environment-effects.ts';
import { changedObjects, type ObjectChange } from './objects.ts';

/** Two states of the documents, with the files that they make. */
export interface Comparison {
  readonly before: Project | undefined;
  readonly now: Project;
  readonly files: readonly ComparedFile[];
}

/**
 * What a change means where the services run, once it is deployed: read off the manifests as a cluster would, and off
 * the environments of the documents. What runs does not change by a merge alone.
 */
export function effectsOf({ before, now, files }: Comparison): Effect[] {
  const changed = files.filter(({ change }) => change.action !== 'unchanged');
  const olds = before?.services ?? [];
  // One service before and one after are the same service, be it renamed.
  const isOne = olds.length === 1 && now.services.length === 1;
  const oldOf = (name: string) => (isOne ? olds[0] : olds.find(old => old.name === name));
  const services = now.services.flatMap(service =>
    effectsOn(service, oldOf(service.name), objectsOf(service.name, changed, now), before !== undefined),
  );
  const gone = isOne ? [] : olds.filter(({ name }) => !now.services.some(service => service.name === name));
  const found = [...services, ...gone.map(leftBehind), ...elsewhere(changed, now)];
  const running = found.filter(({ kind }) => kind !== 'none');
  const shown = running.length > 0 ? running : found.slice(0, 1);
  return now.services.length === 1 ? shown : shown.map(named);
}

const leftBehind = ({ name }: Service): Effect => ({
  service: name,
  kind: 'left-behind',
  text: `${name} is in the documents no more; what runs of it stays until somebody takes it down`,
});

/** Where there are several services, which one it is about. */
const named = (effect: Effect): Effect =>
  effect.service === 'all' || effect.text.startsWith(`${effect.service} `)
    ? effect
    : { ...effect, text: `${effect.service}: ${effect.text}` };

/** The objects of one service among the manifests that changed. Other families show the same objects once more. */
function objectsOf(service: string, changed: readonly ComparedFile[], project: Project): ObjectChange[] {
  const isOwn = (path: string) => project.services.length === 1 || path.startsWith(`${service}/`);
  return changed
    .filter(({ before, after }) => {
      const file = after ?? before;
      return file?.family === 'kubernetes' && file.kind === 'kubernetes' && isOwn(file.path);
    })
    .flatMap(({ before, after }) => changedObjects(before?.content, after?.content));
}

function effectsOn(
  service: Service,
  old: Service | undefined,
  objects: readonly ObjectChange[],
  isCompared: boolean,
): Effect[] {
  const { name } = service;
  const effect = (kind: Effect['kind'], text: string, environment?: string): Effect => ({
    service: name,
    kind,
    text,
    ...(environment === undefined ? {} : { environment }),
  });
  if (!old)
    return deployed(service).map(({ name: environment, replicas, strategy }) =>
      effect(
        'restart',
        `${isCompared ? `${name} is new: ` : ''}its first deploy to ${environment} starts ${pods(replicas)} (${strategy})`,
        environment,
      ),
    );
  const restarts = objects.some(({ podsChange }) => podsChange);
  const lasting = lastingEnvironments(service, old);
  const found = [
    ...objects.flatMap(({ image }) =>
      image ? [effect('image', `changes the image from ${image.from} to ${image.to}`)] : [],
    ),
    ...lasting.flatMap(({ now: { name: environment, replicas, strategy } }) =>
      restarts
        ? [
            effect(
              'restart',
              `${service.kind === 'job' ? 'runs the job again' : `restarts ${pods(replicas)}`} in ${environment}, ${strategy}`,
              environment,
            ),
          ]
        : [],
    ),
    ...scaling(service, old).map(({ text, environment }) => effect('scale', text, environment)),
    ...objects.flatMap(object => objectEffects(object).map(({ kind, text }) => effect(kind, text))),
  ];
  const isRunning = found.length > 0;
  const approvals = lasting
    .filter(({ now, was }) => now.approval && was.approval && isRunning)
    .map(({ now: { name: environment } }) =>
      effect('approval', `waits for an approval in ${environment}`, environment),
    );
  const environments = environmentEffects(service, old).map(({ kind, text, environment }) =>
    effect(kind, text, environment),
  );
  return [...environments, ...found, ...approvals];
}

/** What the documents promise about numbers: by environment, and what the autoscaler keeps to. */
function scaling(service: Service, old: Service): { text: string; environment?: string }[] {
  const environments = lastingEnvironments(service, old).flatMap(({ now: { name, replicas }, was }) =>
    was.replicas === replicas
      ? []
      : [{ text: `scales ${name} from ${was.replicas} to ${pods(replicas)}`, environment: name }],
  );
  const isMoved = range(service) !== range(old);
  return [
    ...environments,
    ...(isMoved ? [{ text: `lets the autoscaler keep ${range(service)} pods, before ${range(old)}` }] : []),
  ];
}

const range = ({ scaling: { min, max } }: Service) => `${min}-${max}`;

function objectEffects({
  kind,
  name,
  action,
  podsChange,
  image,
}: ObjectChange): Pick<Effect, 'kind' | 'text'>[] {
  const what = `${kind} ${name}`;
  if (action === 'removed')
    return [
      {
        kind: 'left-behind',
        text: `${what} is generated no more; it stays in the cluster until somebody deletes it`,
      },
    ];
  if (kind === 'PersistentVolumeClaim' && action === 'changed')
    return [{ kind: 'storage', text: `changes ${what}, which a cluster allows for a larger size only` }];
  if (traffic.has(kind))
    return [
      {
        kind: 'traffic',
        text: `${action === 'created' ? 'creates' : 'changes'} ${what} at the next deploy, without a restart`,
      },
    ];
  if (podsChange || image || action === 'changed') return [];
  return [{ kind: 'traffic', text: `creates ${what} at the next deploy` }];
}

/** Objects that decide who reaches the pods. */
const traffic = new Set(['Service', 'Ingress', 'NetworkPolicy', 'HTTPRoute', 'Gateway']);

/** Families that have no effect on what runs until somebody, or the next push, uses them. */
function elsewhere(changed: readonly ComparedFile[], { services }: Project): Effect[] {
  const service = services.length === 1 ? (services[0]?.name ?? '') : 'all';
  const has = (family: string) => changed.some(({ change }) => change.family === family);
  return [
    ...(has('docker')
      ? [{ service, kind: 'build', text: 'the next build makes another image' } as const]
      : []),
    ...(has('pipelines')
      ? [{ service, kind: 'build', text: 'the pipeline runs differently from the next push on' } as const]
      : []),
    {
      service,
      kind: 'none',
      text: has('scripts')
        ? 'no running effect: the scripts do something else the next time that they are called'
        : 'no running effect',
    },
  ];
}
