import { join } from 'node:path';
import type { Deploy } from '../../deliver/engine/deploy.ts';
import { firstError } from '../../deliver/engine/first-error.ts';
import type { Release } from '../../deliver/engine/ports.ts';
import type { DeployPlan } from '../../deliver/release/plan.ts';
import type { RouterHealth } from '../../deliver/router/admin.ts';
import { ReleaseStore } from '../../deliver/targets/process/releases.ts';
import { type Failure, failure } from '../../errors/index.ts';
import type { Place, Problem } from '../../errors/problem.ts';
import { nearest } from '../../model/names.ts';
import type { Environment, Service } from '../../model/service.ts';
import { documentsMissing } from '../generate/documents/find-documents.ts';
import { loadProject } from '../generate/documents/load.ts';
import { routerHealth, startRouter } from './daemons.ts';
import { deploy, newDeployId } from './delivery.ts';
import { readLogs } from './logs.ts';
import type { Place as StatePlace } from './place.ts';
import { freePublicPort } from './public-port.ts';
import { limitsOf, preflight, type RunnableService, runnable, runSpecOf, smokePathsOf } from './run-spec.ts';
import { placed, type ServiceOrigins, serviceOrigins } from './service-origins.ts';
import { leftovers, servingRef, switchFrom, whatRuns } from './serving.ts';
import { inSession, type Session, type SessionOptions } from './session.ts';

export interface UpOptions extends SessionOptions {
  /** Which service, where the documents describe several. */
  readonly name?: string | undefined;
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
  /** The strategy, or what is done instead. */
  readonly how: string;
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
  /** Where the documents name the start command and the readiness path. */
  readonly places: { readonly command: Place | undefined; readonly ready: Place | undefined };
  /** What a version that was rolled back wrote first of its errors; from its log, so it is never kept on record. */
  readonly firstError: string | null;
}

const host = '127.0.0.1';
/** Deploys that are looked back over for what a release was called. */
const historyRead = 100;

/**
 * Brings a version of the service up on this machine: the first start, or the replacement of what serves. What runs
 * is copied to an immutable release first. The result tells how it ended; a version that was rolled back is no error.
 */
export async function up(options: UpOptions): Promise<UpResult> {
  const loaded = await loadProject({ folder: options.folder });
  if (loaded.documents.length === 0) throw await documentsMissing(options.folder, 'up');
  const service = runnable(chosenService(loaded.sourced.project.services, options.name));
  const origins = serviceOrigins(loaded.sourced, service.name);
  const environment = environmentOf(service, options, origins);
  const run = runSpecOf(service);
  preflight(run, process.env, name => origins.at(`variables.${name}.name`));
  const inEnvironment = { ...options, environment: environment.name };
  return inSession(inEnvironment, service.name, async session => {
    const router = await openRouter(session, service, options);
    const url = `http://${router.host}:${router.port}`;
    const releases = new ReleaseStore(session.place.releases);
    const source = join(session.place.project, options.source ?? service.source);
    const version = options.version ?? service.version;
    // The same content is the same release, whatever it was called before.
    const release = { ...(await releases.add(source, service.name, version, run)), version };
    const plan = await planOf(session, release, service, environment);
    options.begin?.({
      how: howOf(plan),
      service: service.name,
      environment: environment.name,
      version: release.version,
      url,
      documents: loaded.documents.map(document => document.file),
    });
    const done = plan && (await deploy(session, plan));
    return {
      deploy: done,
      recovered: session.recovered ?? null,
      release: { id: release.id, version: release.version },
      url,
      warnings: loaded.problems,
      places: { command: origins.at('command.0'), ready: origins.at('health.ready') },
      firstError: done?.outcome === 'rolled-back' ? await firstErrorOf(session.place, done.release) : null,
    };
  });
}

/** What it takes to make the release serve; null when it does already, and all of it is there. */
async function planOf(
  session: Session,
  release: Release,
  service: Service,
  environment: Environment,
): Promise<DeployPlan | null> {
  const { store, scope, place } = session;
  const running = await whatRuns(place);
  const serving = servingRef(store.history(scope, historyRead));
  const own = running.instances.filter(instance => instance.release === release.id);
  const isServing = serving?.id === release.id && own.length > 0;
  if (isServing && own.length === environment.replicas && own.every(instance => instance.ready)) return null;
  const previous = isServing ? undefined : await switchFrom(place, serving, release.run.readyTimeoutMs);
  return {
    schemaVersion: 1,
    id: newDeployId(),
    ...scope,
    strategy: 'blue-green',
    kind: isServing ? 'scale' : 'deploy',
    next: { id: release.id, version: release.version, readyPath: release.run.readyPath },
    ...(previous ? { previous } : {}),
    leftovers: isServing ? [] : leftovers(running, release.id, previous),
    replicas: environment.replicas,
    smokePaths: smokePathsOf(service),
    limits: limitsOf(service, environment),
  };
}

function howOf(plan: DeployPlan | null): string {
  if (!plan) return 'serves already';
  return plan.kind === 'scale' ? `${plan.replicas} instances` : plan.strategy;
}

/** @throws Failure `service-unknown`, or `service-open` where there are several and none is named. */
function chosenService(services: readonly Service[], name: string | undefined): Service {
  const known = services.map(service => service.name);
  const [only, ...others] = name === undefined ? services : services.filter(service => service.name === name);
  if (only && others.length === 0) return only;
  if (name === undefined) throw failure('service-open', { known });
  throw failure('service-unknown', { name, known, suggestion: nearest(name, known) });
}

/** @throws Failure `environment-unknown`, `strategy-not-yet`, `approval-needed`. */
function environmentOf(service: Service, options: UpOptions, origins: ServiceOrigins): Environment {
  const wanted = options.environment.toLowerCase();
  const found = service.environments.find(environment => environment.name === wanted);
  const known = service.environments.map(environment => environment.name);
  if (!found) throw failure('environment-unknown', { name: options.environment, known });
  if (found.strategy !== 'blue-green') {
    const facts = { strategy: found.strategy, environment: found.name };
    throw failure('strategy-not-yet', facts, placed(origins.at(`environments.${found.name}.strategy`)));
  }
  if (found.approval && !options.approve) throw approvalNeeded(found.name, origins);
  return found;
}

function approvalNeeded(environment: string, origins: ServiceOrigins): Failure {
  const field = `environments.${environment}.approval`;
  const origin = origins.of(field);
  const reason = origin?.from === 'default' ? origin.reason : undefined;
  return failure('approval-needed', { environment, reason }, placed(origins.at(field)));
}

/** The router that runs, or a new one on the wanted port. @throws Failure `router-elsewhere`, `port-taken`. */
async function openRouter(
  session: Session,
  service: RunnableService,
  options: UpOptions,
): Promise<RouterHealth> {
  const { place } = session;
  const running = await routerHealth(place);
  if (running && running.service !== service.name) {
    throw failure('service-renamed', { before: running.service, now: service.name });
  }
  if (running) {
    if (options.port !== undefined && options.port !== running.port && !options.anyPort) {
      throw failure('router-elsewhere', { running: running.port, wanted: options.port });
    }
    return running;
  }
  const wanted = options.port ?? service.port;
  const port = await freePublicPort(host, wanted, options.anyPort ?? false);
  return startRouter(place, options.self, { host, port, service: service.name, token: session.lease.token });
}

const searchedLines = 2_000;

async function firstErrorOf(place: StatePlace, release: string): Promise<string | null> {
  const { instances } = await readLogs(place, release, searchedLines);
  return firstError(instances.flatMap(({ lines }) => lines)) ?? null;
}
