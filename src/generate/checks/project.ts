import { type Problem, problem } from '../../errors/index.ts';
import type { Project, Service, StrategyName, Target } from '../../model/service.ts';
import type { Family } from '../artifacts/shared/artifact.ts';
import { refersTo, refersToVariable } from '../artifacts/shared/references.ts';
import { numericUser } from '../artifacts/shared/user.ts';

/** What the documents ask for and the chosen families cannot give, not yet, or not without consequences. */
export function checkWishes(project: Project, service: Service, families: ReadonlySet<Family>): Problem[] {
  return [
    ...(families.has('scripts') ? [...strategies(service), ...targets(service)] : []),
    ...(families.has('pipelines') ? unreached(service) : []),
    ...(families.has('kubernetes')
      ? [
          ...openVariables(service),
          ...rights(service),
          ...foreignImage(service),
          ...unreachable(project, service),
          ...unfilledHeaders(service),
        ]
      : []),
    ...(families.has('docker') ? unfilledArguments(service) : []),
    ...(families.has('kubernetes') && !families.has('scripts') ? sources(service) : []),
  ];
}

const scripted: Readonly<Record<Target, ReadonlySet<StrategyName>>> = {
  process: new Set(['blue-green', 'canary', 'rolling', 'feature-flag', 'recreate']),
  docker: new Set(['blue-green']),
  ecs: new Set(['rolling']),
  kubernetes: new Set(['rolling', 'blue-green', 'canary']),
};

const instead: Readonly<Record<Target, string>> = {
  process: 'does what devops-flow does',
  docker: 'replaces all containers at once, blue-green',
  ecs: 'replaces tasks by a rolling update',
  kubernetes: 'replaces pods there by a rolling update',
};

/** A job is run, whatever its environment calls the strategy. */
function strategies(service: Service): Problem[] {
  return (service.kind === 'job' ? [] : service.environments)
    .filter(({ target, strategy }) => !scripted[target].has(strategy))
    .map(({ name, target, strategy }) =>
      problem('strategy-not-scripted', { environment: name, strategy, instead: instead[target] }),
    );
}

/** One Docker Engine and ECS are for what runs from its image alone. */
function targets({ kind, environments, volumes, port }: Service): Problem[] {
  const isPlain = port !== undefined && kind !== 'job' && volumes.every(volume => !volume.perInstance);
  return environments
    .filter(({ target }) => !isPlain && (target === 'docker' || target === 'ecs'))
    .map(({ name, target }) => problem('target-not-scripted', { environment: name, target }));
}

/** The jobs of a pipeline bring what reaches a cluster, and nothing else. */
function unreached({ environments }: Service): Problem[] {
  return environments
    .filter(({ target }) => target === 'docker' || target === 'ecs')
    .map(({ name, target }) => problem('target-without-access', { environment: name, target }));
}

function openVariables(service: Service): Problem[] {
  const open = [service, ...service.sidecars].flatMap(container => {
    const mounted = container.volumes.filter(({ kind }) => kind !== 'bind').map(({ variable }) => variable);
    const own = new Set(container === service && service.port !== undefined ? ['PORT', ...mounted] : mounted);
    return container.variables
      .filter(variable => variable.required && !variable.sensitive && variable.reference === undefined)
      .filter(variable => variable.default === undefined && !own.has(variable.name));
  });
  return [...new Set(open.map(({ name }) => name))].map(name =>
    problem('variable-without-value', { name, object: `${service.name}-environment` }),
  );
}

function rights({ name: service, container }: Service): Problem[] {
  const root = numericUser(container.user ?? '')?.user === 0;
  const added = container.addCapabilities.filter(
    capability => !/^(?:CAP_)?NET_BIND_SERVICE$/.test(capability),
  );
  const wishes = [
    ...(container.privileged ? ['privileged'] : []),
    ...(root ? ['as root'] : []),
    ...(added.length > 0 ? [`with the capabilities ${added.join(', ')}`] : []),
  ];
  if (wishes.length === 0) return [];
  return [problem('container-rights', { service, rights: wishes.join(', ') })];
}

function foreignImage({ name: service, image, container }: Service): Problem[] {
  if (image.built || container.user !== undefined || container.readOnlyRoot !== undefined) return [];
  return [problem('image-rights-unknown', { service, image: `${image.repository}:${image.tag}` })];
}

/** Waiting for the end of another service needs no way to it. */
function unreachable({ services }: Project, service: Service): Problem[] {
  return service.dependencies
    .filter(({ until }) => until !== 'complete')
    .flatMap(({ name }) => services.filter(other => other.name === name && other !== service))
    .filter(({ kind, port, ports }) => kind !== 'job' && port === undefined && ports.length === 0)
    .map(({ name }) => problem('dependency-without-port', { service: service.name, needs: name }));
}

/** The kubelet sends a header as it stands: it fills in no variable there. */
function unfilledHeaders(service: Service): Problem[] {
  const probes = [...service.health.probes, ...service.sidecars.flatMap(sidecar => sidecar.probes)];
  const headers = probes.flatMap(({ name: probe, headers: own }) =>
    own.filter(({ value }) => refersToVariable(value)).map(({ name }) => ({ probe, header: name })),
  );
  return headers.map(found => problem('header-not-filled', { service: service.name, ...found }));
}

/** Words behind an ENTRYPOINT are given to it as they stand; in a cluster the kubelet fills them in. */
function unfilledArguments({ name: service, arguments: words, variables, image }: Service): Problem[] {
  if (!image.built) return [];
  return variables
    .filter(({ name, sensitive }) => sensitive && words.some(word => refersTo(word, name)))
    .map(({ name }) => problem('argument-not-filled', { service, name }));
}

function sources(service: Service): Problem[] {
  const files = [service, ...service.sidecars].flatMap(container =>
    container.files.flatMap(({ source }) => source ?? []),
  );
  return files.length === 0
    ? []
    : [problem('files-not-brought', { object: `${service.name}-sources`, files })];
}
