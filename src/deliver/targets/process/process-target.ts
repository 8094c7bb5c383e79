import { callControl } from '../../control/call.ts';
import type { EnsureResult, Instance, ProbeResult, Release, Target } from '../../engine/ports.ts';

export interface ProcessTargetOptions {
  /** Control socket of the supervisor. */
  readonly socket: string;
  /** The folder that a release's command runs in. */
  readonly tree: (release: string) => string;
  /** Where the volumes of the service live, by name. */
  readonly volumeFolder: (name: string) => string;
  /** Values of the variables that the documents declare without one; held in memory only. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Child processes on this machine, owned by the supervisor. */
export function processTarget(options: ProcessTargetOptions): Target {
  const { socket } = options;
  return {
    ensure: (token, release, replicas) => ensure(options, token, release, replicas),
    stop: async (token, release) => {
      // The supervisor waits out the grace time before it answers.
      await callControl(socket, 'stop', { token, release }, { timeoutMs: 600_000 });
    },
    stopAt: async (token, release, at) => {
      await callControl(socket, 'stopAt', { token, release, at });
    },
    observe: () => callControl<Instance[]>(socket, 'observe'),
    probe: (release, paths, rounds) =>
      callControl<ProbeResult>(socket, 'probe', { release, paths, rounds }, { timeoutMs: 60_000 }),
    logs: (release, lines) => callControl<string[]>(socket, 'logs', { release, lines }),
  };
}

async function ensure(
  options: ProcessTargetOptions,
  token: number,
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
      token,
      release: release.id,
      replicas,
      folder: options.tree(release.id),
      run,
      environment: { ...run.environment, ...volumes },
      secrets: options.variables,
    },
    { timeoutMs: run.readyTimeoutMs + 10_000 },
  );
}
