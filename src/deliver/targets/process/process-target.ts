import type {
  EnsureResult,
  HookRequest,
  HookResult,
  Instance,
  ProbeResult,
  Release,
  RunSpec,
  Target,
} from '../../engine/ports.ts';
import type { Sockets } from '../../machine/sockets.ts';

export interface ProcessTargetOptions {
  readonly sockets: Pick<Sockets, 'call'>;
  /** Control socket of the supervisor. */
  readonly socket: string;
  /** The folder that a release's command runs in. */
  readonly tree: (release: string) => string;
  /** Where the volumes of the service live, by name. */
  readonly volumeFolder: (name: string) => string;
  /** Values of the variables that the documents declare without one; held in memory only. */
  readonly variables: NodeJS.ProcessEnv;
}

const stopHookTimeoutMs = 30_000;

/** Child processes on this machine, owned by the supervisor. */
export function processTarget(options: ProcessTargetOptions): Target {
  const { socket, sockets } = options;
  // Calls are numbered as they are decided: a start that arrives after the stop that undoes it is refused.
  let order = 0;
  const next = () => {
    order += 1;
    return order;
  };
  return {
    ensure: (token, release, replicas, group = release.id) =>
      ensure(options, { token, order: next() }, release, replicas, group),
    stop: async (token, group) => {
      // The supervisor waits out the grace time before it answers.
      await sockets.call(socket, 'stop', { token, order: next(), group }, { timeoutMs: 600_000 });
    },
    stopAt: async (token, group, at) => {
      await sockets.call(socket, 'stopAt', { token, group, at });
    },
    trim: async (token, group, replicas) => {
      await sockets.call(socket, 'trim', { token, group, replicas }, { timeoutMs: 600_000 });
    },
    observe: () => sockets.call<Instance[]>(socket, 'observe'),
    probe: (group, paths, rounds) =>
      sockets.call<ProbeResult>(socket, 'probe', { group, paths, rounds }, { timeoutMs: 60_000 }),
    logs: (group, lines) => sockets.call<string[]>(socket, 'logs', { group, lines }),
    runHook: (token, hook) => runHook(options, token, hook),
    stopHook: async (token, id) => {
      await sockets.call(socket, 'stopHook', { token, id }, { timeoutMs: stopHookTimeoutMs });
    },
  };
}

async function ensure(
  options: ProcessTargetOptions,
  turn: { token: number; order: number },
  release: Release,
  replicas: number,
  group: string,
): Promise<EnsureResult> {
  const { run } = release;
  const volumes = Object.fromEntries(
    run.volumes.map(({ name, variable }) => [variable, options.volumeFolder(name)]),
  );
  return options.sockets.call<EnsureResult>(
    options.socket,
    'ensure',
    {
      ...turn,
      release: release.id,
      group,
      replicas,
      folder: options.tree(release.id),
      run,
      environment: { ...run.environment, ...volumes },
      secrets: valuesOf(namesOf(run), options.variables),
    },
    { timeoutMs: run.readyTimeoutMs + 10_000 },
  );
}

/** The call lasts as long as the hook; SIGTERM, 5 s and SIGKILL may come after its time limit. */
async function runHook(options: ProcessTargetOptions, token: number, hook: HookRequest): Promise<HookResult> {
  const { openVariables: names, ...rest } = hook;
  const secrets = valuesOf(names, options.variables);
  return options.sockets.call<HookResult>(
    options.socket,
    'runHook',
    { token, ...rest, secrets },
    { timeoutMs: hook.timeoutMs + stopHookTimeoutMs },
  );
}

/** The variables that the documents leave open, as far as `env` has them. */
export function openVariables(run: RunSpec, env: NodeJS.ProcessEnv): Record<string, string> {
  return valuesOf(namesOf(run), env);
}

const namesOf = (run: RunSpec): string[] => [...run.requiredVariables, ...run.optionalVariables];

function valuesOf(names: readonly string[], env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(names.flatMap(name => (env[name] === undefined ? [] : [[name, env[name]]])));
}
