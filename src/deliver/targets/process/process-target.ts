import { callControl } from '../../control/call.ts';
import type { EnsureResult, Instance, ProbeResult, Release, RunSpec, Target } from '../../engine/ports.ts';

export interface ProcessTargetOptions {
  /** Control socket of the supervisor. */
  readonly socket: string;
  /** The folder that a release's command runs in. */
  readonly tree: (release: string) => string;
  /** Where the volumes of the service live, by name. */
  readonly volumeFolder: (name: string) => string;
  /** Values of the variables that the documents declare without one; held in memory only. */
  readonly variables: NodeJS.ProcessEnv;
}

/** Child processes on this machine, owned by the supervisor. */
export function processTarget(options: ProcessTargetOptions): Target {
  const { socket } = options;
  // Calls are numbered as they are decided: a start that arrives after the stop that undoes it is refused.
  let order = 0;
  const next = () => {
    order += 1;
    return order;
  };
  return {
    ensure: (token, release, replicas) => ensure(options, { token, order: next() }, release, replicas),
    stop: async (token, release) => {
      // The supervisor waits out the grace time before it answers.
      await callControl(socket, 'stop', { token, order: next(), release }, { timeoutMs: 600_000 });
    },
    stopAt: async (token, release, at) => {
      await callControl(socket, 'stopAt', { token, release, at });
    },
    trim: async (token, release, replicas) => {
      await callControl(socket, 'trim', { token, release, replicas }, { timeoutMs: 600_000 });
    },
    observe: () => callControl<Instance[]>(socket, 'observe'),
    probe: (release, paths, rounds) =>
      callControl<ProbeResult>(socket, 'probe', { release, paths, rounds }, { timeoutMs: 60_000 }),
    logs: (release, lines) => callControl<string[]>(socket, 'logs', { release, lines }),
  };
}

async function ensure(
  options: ProcessTargetOptions,
  turn: { token: number; order: number },
  release: Release,
  replicas: number,
): Promise<EnsureResult> {
  const { run } = release;
  const volumes = Object.fromEntries(
    run.volumes.map(({ name, variable }) => [variable, options.volumeFolder(name)]),
  );
  return callControl<EnsureResult>(
    options.socket,
    'ensure',
    {
      ...turn,
      release: release.id,
      replicas,
      folder: options.tree(release.id),
      run,
      environment: { ...run.environment, ...volumes },
      secrets: openVariables(run, options.variables),
    },
    { timeoutMs: run.readyTimeoutMs + 10_000 },
  );
}

/** The variables that the documents leave open, as far as `env` has them. */
export function openVariables(run: RunSpec, env: NodeJS.ProcessEnv): Record<string, string> {
  const names = [...run.requiredVariables, ...run.optionalVariables];
  return Object.fromEntries(names.flatMap(name => (env[name] === undefined ? [] : [[name, env[name]]])));
}
