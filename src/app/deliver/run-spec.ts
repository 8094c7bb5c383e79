import type { RunSpec } from '../../deliver/engine/ports.ts';
import { Failure, type Problem, problem } from '../../errors/index.ts';
import type { Place } from '../../errors/problem.ts';
import type { Service } from '../../model/service.ts';
import { quantityValue } from '../../model/values/quantities.ts';
import { placed } from './service-origins.ts';

/** A service that this machine can run as processes behind its router. */
export type RunnableService = Service & { readonly port: number };

/** @throws Failure with all of `kind-not-yet`, `image-not-yet` and `command-unknown` that hold. */
export function runnable(service: Service): RunnableService {
  const { name, kind, image, command, port } = service;
  const problems: Problem[] = [];
  if ((kind !== 'http' && kind !== 'model') || port === undefined) {
    problems.push(problem('kind-not-yet', { service: name, kind }));
  }
  if (!image.built) {
    problems.push(problem('image-not-yet', { service: name, image: `${image.repository}:${image.tag}` }));
  } else if (command.length === 0) problems.push(problem('command-unknown', { service: name }));
  if (port === undefined || problems.length > 0) throw new Failure(problems);
  return { ...service, port };
}

/** How instances run, from the documents alone. */
export function runSpecOf(service: RunnableService): RunSpec {
  // A folder of the machine is where its document says; what is ephemeral needs no folder that outlives the instance.
  const volumes = service.volumes.filter(({ kind }) => kind === 'persistent');
  const own = new Set(['PORT', ...volumes.map(volume => volume.variable)]);
  const declared = service.variables.filter(variable => !own.has(variable.name));
  const fixed = declared.filter(variable => !variable.sensitive && variable.default !== undefined);
  return {
    command: [...service.command, ...service.arguments].map(word => withOpenPort(word, service.port)),
    environment: Object.fromEntries(fixed.map(variable => [variable.name, variable.default ?? ''])),
    requiredVariables: declared
      .filter(variable => variable.required && (variable.sensitive || variable.default === undefined))
      .map(variable => variable.name),
    optionalVariables: declared
      .filter(variable => !variable.required && variable.default === undefined)
      .map(variable => variable.name),
    volumes: volumes.map(({ name, variable }) => ({ name, variable })),
    readyPath: asked(service, service.health.ready),
    livePath: asked(service, service.health.live),
    probeTimeoutMs: service.health.timeoutSeconds * 1000,
    readyTimeoutMs: service.rollout.readySeconds * 1000,
    graceMs: service.shutdown.graceSeconds * 1000,
    limits: limitsOf(service),
  };
}

const mebibyte = 1024 * 1024;

/** As in a container: what an instance may use, where the system can enforce it for a process. */
function limitsOf({ resources: { limits } }: Service): NonNullable<RunSpec['limits']> {
  return { memoryBytes: quantityValue(limits.memory) * mebibyte, cpus: quantityValue(limits.cpu) };
}

/** The paths that are asked once of a new version, before it gets traffic. */
export function smokePathsOf(service: Service): string[] {
  const { startup, live, ready } = service.health;
  return [...new Set([startup, live, ready].map(path => asked(service, path)))];
}

/** Nothing where no path is known: that the port takes connections must do. */
const asked = ({ health }: Service, path: string) => (health.over === 'tcp' ? '' : path);

/**
 * A command that names the documented port (`--port 8000`, `--bind 0.0.0.0:8000`, `--server.port=8000`) is given the instance's own instead:
 * `$PORT` stands for it until the instance starts.
 */
function withOpenPort(word: string, port: number): string {
  if (word === String(port)) return '$PORT';
  const named = word.endsWith(`:${port}`) || word.endsWith(`=${port}`);
  return named ? `${word.slice(0, -String(port).length)}$PORT` : word;
}

/** Everything that must be there before a release is started. @throws Failure with one `variable-missing` for each. */
export function preflight(
  run: RunSpec,
  env: NodeJS.ProcessEnv,
  declaredAt: (name: string) => Place | undefined = () => undefined,
): void {
  const missing = run.requiredVariables.filter(name => !env[name]);
  if (missing.length === 0) return;
  throw new Failure(missing.map(name => problem('variable-missing', { name }, placed(declaredAt(name)))));
}
