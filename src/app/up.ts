import { join } from 'node:path';
import { callControl } from '../deliver/control/call.ts';
import type { Deploy } from '../deliver/engine/deploy.ts';
import { firstError } from '../deliver/engine/first-error.ts';
import type { Instance, Release } from '../deliver/engine/ports.ts';
import type { RouterHealth } from '../deliver/router/admin.ts';
import { ReleaseStore } from '../deliver/targets/process/releases.ts';
import { failure } from '../errors/index.ts';
import type { Problem } from '../errors/problem.ts';
import type { Environment, Service } from '../model/service.ts';
import { routerHealth, startRouter } from './daemons.ts';
import { deploy, newDeployId } from './delivery.ts';
import { loadProject } from './load.ts';
import { readLogs } from './logs.ts';
import type { Place } from './place.ts';
import { freePublicPort } from './public-port.ts';
import { limitsOf, resolveVariables, runSpecOf } from './run-spec.ts';
import { inSession, type Session, type SessionOptions } from './session.ts';

export interface UpOptions extends SessionOptions {
  /** The folder that runs, relative to the project folder; the documents' own otherwise. */
  readonly source?: string;
  /** What to call this version; the documents' version otherwise. */
  readonly version?: string;
  /** Where the router listens; the service's port otherwise. */
  readonly port?: number;
  /** When the port is taken, the next free one is used instead of failing. */
  readonly anyPort?: boolean;
  readonly approve?: boolean;
  /** Told once the documents are read, before anything is changed. */
  readonly begin?: (facts: UpHeadline) => void;
}

export interface UpHeadline {
  readonly service: string;
  readonly environment: string;
  readonly version: string;
  readonly url: string;
  readonly documents: readonly string[];
}

export interface UpResult {
  /** null when this very version serves already. */
  readonly deploy: Deploy | null;
  readonly recovered: Deploy | null;
  readonly release: Pick<Release, 'id' | 'version'>;
  readonly url: string;
  readonly warnings: readonly Problem[];
  /** What a version that was rolled back wrote first of its errors; from its log, so it is never kept on record. */
  readonly firstError: string | null;
}

const host = '127.0.0.1';

/**
 * Brings a version of the service up on this machine: the first start, or the replacement of what serves. What runs
 * is copied to an immutable release first. The result tells how it ended; a version that was rolled back is no error.
 */
export async function up(options: UpOptions): Promise<UpResult> {
  const loaded = await loadProject({ folder: options.folder });
  const [service] = loaded.sourced.project.services;
  if (!service) throw failure('internal', { text: 'a project without a service' });
  const environment = environmentOf(service, options);
  const run = runSpecOf(service);
  const variables = resolveVariables(run, process.env);
  return inSession(options, service.name, variables, async session => {
    const router = await openRouter(session, service, options);
    const url = `http://${router.host}:${router.port}`;
    const releases = new ReleaseStore(session.place.releases);
    const source = join(session.place.project, options.source ?? service.source);
    const release = await releases.add(source, service.name, options.version ?? service.version, run);
    options.begin?.({
      service: service.name,
      environment: environment.name,
      version: release.version,
      url,
      documents: loaded.documents.map(document => document.file),
    });
    const done = await replace(session, release, service, environment);
    return {
      deploy: done,
      recovered: session.recovered ?? null,
      release: { id: release.id, version: release.version },
      url,
      warnings: loaded.problems,
      firstError: done?.outcome === 'rolled-back' ? await firstErrorOf(session.place, done.release) : null,
    };
  });
}

/** Deploys the release, unless it is what serves and all of it is there. */
async function replace(
  session: Session,
  release: Release,
  service: Service,
  environment: Environment,
): Promise<Deploy | null> {
  const { store, scope, place } = session;
  const [last] = store.history(scope, 1);
  const running = await callControl<Instance[]>(place.supervisorSocket, 'observe');
  const ready = (id: string) => running.filter(instance => instance.release === id && instance.ready).length;
  const serving = last?.serving;
  if (serving === release.id && ready(release.id) === environment.replicas) return null;
  // Serving in the history, but gone with its machine: there is nothing to switch from.
  const previous =
    serving !== undefined && serving !== release.id && ready(serving) > 0 ? serving : undefined;
  const known = previous === undefined ? undefined : await new ReleaseStore(place.releases).get(previous);
  const leftovers = new Set(running.map(instance => instance.release));
  for (const id of [release.id, previous]) leftovers.delete(id ?? '');
  return deploy(session, {
    schemaVersion: 1,
    id: newDeployId(),
    ...scope,
    strategy: 'blue-green',
    kind: 'deploy',
    next: { id: release.id, version: release.version },
    ...(known ? { previous: { id: known.id, version: known.version } } : {}),
    leftovers: [...leftovers],
    replicas: environment.replicas,
    smokePaths: [...new Set([service.health.startup, service.health.live, service.health.ready])],
    limits: limitsOf(service, environment),
  });
}

/** @throws Failure `environment-unknown`, `strategy-not-yet`, `approval-needed`. */
function environmentOf(service: Service, options: UpOptions): Environment {
  const wanted = options.environment.toLowerCase();
  const found = service.environments.find(environment => environment.name === wanted);
  const known = service.environments.map(environment => environment.name);
  if (!found) throw failure('environment-unknown', { name: options.environment, known });
  if (found.strategy !== 'blue-green') {
    throw failure('strategy-not-yet', { strategy: found.strategy, environment: found.name });
  }
  if (found.approval && !options.approve) throw failure('approval-needed', { environment: found.name });
  return found;
}

/** The router that runs, or a new one on the wanted port. @throws Failure `router-elsewhere`, `port-taken`. */
async function openRouter(session: Session, service: Service, options: UpOptions): Promise<RouterHealth> {
  const { place } = session;
  const running = await routerHealth(place);
  if (running) {
    if (options.port !== undefined && options.port !== running.port && !options.anyPort) {
      throw failure('router-elsewhere', { running: running.port, wanted: options.port });
    }
    return running;
  }
  const wanted = options.port ?? service.port;
  const port = await freePublicPort(host, wanted, options.anyPort ?? false);
  return startRouter(place, options.self, { host, port, service: service.name });
}

const searchedLines = 2_000;

async function firstErrorOf(place: Place, release: string): Promise<string | null> {
  const { instances } = await readLogs(place, release, searchedLines);
  return firstError(instances.flatMap(({ lines }) => lines)) ?? null;
}
