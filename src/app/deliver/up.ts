import { join } from 'node:path';
import type { Deploy } from '../../deliver/engine/deploy.ts';
import { firstError } from '../../deliver/engine/first-error.ts';
import type { Release } from '../../deliver/engine/ports.ts';
import { realMachine } from '../../deliver/machine/real/machine.ts';
import type { DeployPlan } from '../../deliver/release/plan.ts';
import { ReleaseStore } from '../../deliver/targets/process/releases.ts';
import { failure, problem } from '../../errors/index.ts';
import type { Place, Problem } from '../../errors/problem.ts';
import type { StrategyName } from '../../model/service.ts';
import { documentsMissing } from '../generate/documents/find-documents.ts';
import { loadProject } from '../generate/documents/load.ts';
import { type Chosen, chosenServices } from './chosen-services.ts';
import { routerHealth } from './daemons.ts';
import { deploy, deployDetached } from './delivery.ts';
import { readLogs } from './logs.ts';
import { placeOf, type Place as StatePlace } from './place.ts';
import { type Deployable, planDeploy } from './plan-deploy.ts';
import { openRouter } from './public-router.ts';
import { preflight, smokePathsOf } from './run-spec.ts';
import { replacementOf, servingRef, standingFlags, switchFrom, whatRuns } from './serving.ts';
import { inSession, type Session, type SessionOptions } from './session.ts';
import { strategyOf } from './strategy.ts';

export interface UpOptions extends SessionOptions {
  /** Which services; all that the documents describe, as one release, otherwise. */
  readonly names?: readonly string[];
  /** In the place of the strategy that the documents name. */
  readonly strategy?: StrategyName;
  /** The folder that runs, relative to the project folder; the documents' own otherwise. */
  readonly source?: string;
  /** What to call this version; the documents' version otherwise. */
  readonly version?: string;
  /** Where the router listens; the service's port otherwise. */
  readonly port?: number;
  /** When the port is taken, the next free one is used instead of failing. */
  readonly anyPort?: boolean;
  readonly approve?: boolean;
  /** In a freeze the deploy waits for its end. */
  readonly whenOpen?: boolean;
  /** The deploy goes on when this command has ended. */
  readonly detach?: boolean;
  /** Told once the documents are read, before anything is changed. */
  readonly begin?: (facts: UpHeadline) => void;
}

export interface UpHeadline {
  /** The strategy, or what is done instead. */
  readonly how: string;
  readonly service: string;
  readonly environment: string;
  readonly version: string;
  /** Of each service, in their order, parted by commas. */
  readonly url: string;
  readonly documents: readonly string[];
}

export interface UpResult {
  /** null when this very version serves already. */
  readonly deploy: Deploy | null;
  /** Id of the deploy that goes on without this command. */
  readonly detached: string | null;
  readonly recovered: Deploy | null;
  readonly release: Pick<Release, 'id' | 'version'>;
  readonly url: string;
  readonly warnings: readonly Problem[];
  /** Where the documents name the start command and the readiness path. */
  readonly places: { readonly command: Place | undefined; readonly ready: Place | undefined };
  /** What a version that was rolled back wrote first of its errors; from its log, so it is never kept on record. */
  readonly firstError: string | null;
}

/** Deploys that are looked back over for what a release was called. */
const historyRead = 100;

/**
 * Brings a version of one or several services up on this machine: the first start, or the replacement of what serves.
 * What runs is copied to immutable releases first. The result tells how it ended; a version that was rolled back is no
 * error.
 */
export async function up(options: UpOptions): Promise<UpResult> {
  const loaded = await loadProject({ folder: options.folder });
  if (loaded.documents.length === 0) throw await documentsMissing(options.folder, 'up');
  const chosen = chosenServices(loaded.sourced, options);
  const [{ origins, environment }] = chosen;
  for (const one of chosen) preflight(one.run, process.env, name => one.origins.at(`variables.${name}.name`));
  const names = chosen.map(({ service }) => service.name);
  return inSession({ ...options, environment: environment.name }, names, async session => {
    await refuseRenamed(
      session,
      loaded.sourced.project.services.map(({ name }) => name),
      chosen,
      options,
    );
    const readied = await readyAll(chosen, session, options);
    const [{ release, url }] = readied;
    const plan = planOf(readied, options.strategy);
    options.begin?.({
      how: howOf(plan),
      service: names.join(', '),
      environment: environment.name,
      version: release.version,
      url: readied.map(one => one.url).join(', '),
      documents: loaded.documents.map(document => document.file),
    });
    if (plan && options.detach) await deployDetached(session, plan);
    const done = plan && !options.detach ? await deploy(session, plan) : null;
    return {
      deploy: done,
      detached: plan && options.detach ? plan.id : null,
      recovered: session.recovered ?? null,
      release: { id: release.id, version: release.version },
      url,
      warnings: [...loaded.problems, ...(plan ? [] : flagsOff(readied, options.strategy))],
      places: { command: origins.at('command.0'), ready: origins.at('health.ready') },
      firstError: done?.outcome === 'rolled-back' ? await firstErrorOf(session, done) : null,
    };
  });
}

/** A service that no document names any more, and that listens where one of these is to listen. */
async function refuseRenamed(
  { store, environment }: Session,
  known: readonly string[],
  chosen: readonly Chosen[],
  { folder, port }: UpOptions,
): Promise<void> {
  for (const scope of store.scopes()) {
    if (scope.environment !== environment || known.includes(scope.service)) continue;
    const router = await routerHealth(placeOf(folder, environment, scope.service));
    const heir = chosen.find(({ service }) => (port ?? service.port) === router?.port);
    if (heir) throw failure('service-renamed', { before: scope.service, now: heir.service.name });
  }
}

/** A service with its stored release and what it takes to make that serve. */
interface Readied extends Deployable {
  readonly release: Release;
  readonly url: string;
  /** `nothing`: it serves, and all of it is there. */
  readonly need: 'deploy' | 'scale' | 'nothing';
}

async function readyAll(
  [first, ...others]: readonly [Chosen, ...Chosen[]],
  session: Session,
  options: UpOptions,
): Promise<[Readied, ...Readied[]]> {
  const readied: [Readied, ...Readied[]] = [await ready(first, session, options)];
  for (const one of others) readied.push(await ready(one, session, options));
  return readied;
}

async function ready(chosen: Chosen, session: Session, options: UpOptions): Promise<Readied> {
  const { service, environment, run } = chosen;
  const place = session.places.get(service.name) as StatePlace;
  const router = await openRouter(place, service.port, session.lease.token, options);
  const releases = new ReleaseStore(realMachine, place.releases);
  const source = join(place.project, options.source ?? service.source);
  const version = options.version ?? service.version;
  // The same content is the same release, whatever it was called before.
  const release = { ...(await releases.add(source, service.name, version, run)), version };
  const history = session.store.history(
    { service: service.name, environment: environment.name },
    historyRead,
  );
  const serving = servingRef(history, service.name);
  const own = (await whatRuns(place)).instances.filter(({ group }) => group === release.id);
  const isServing = serving?.id === release.id && own.length > 0;
  const isWhole = own.length === environment.replicas && own.every(instance => instance.ready);
  const previous = isServing ? undefined : await switchFrom(place, serving, run.readyTimeoutMs);
  const member = await replacementOf(
    place,
    {
      next: { id: release.id, version: release.version, readyPath: run.readyPath },
      replicas: environment.replicas,
      smokePaths: smokePathsOf(service),
      flags: standingFlags(history, service.name),
    },
    previous,
  );
  return {
    service,
    environment,
    member: isServing ? { ...member, leftovers: [] } : member,
    release,
    url: `http://${router.host}:${router.port}`,
    need: isServing ? (isWhole ? 'nothing' : 'scale') : 'deploy',
  };
}

/** What is to be done with those that need it; null when all of them serve already. */
function planOf(readied: readonly Readied[], strategy: StrategyName | undefined): DeployPlan | null {
  for (const kind of ['deploy', 'scale'] as const) {
    const [first, ...others] = readied.filter(({ need }) => need === kind);
    if (first) return planDeploy([first, ...others], kind, strategy);
  }
  return null;
}

/** What serves already is not ramped again: whoever asks for that is told. */
function flagsOff(readied: readonly Readied[], strategy: StrategyName | undefined): Problem[] {
  return readied.flatMap(({ service, environment, member, release: { version } }) => {
    const wanted = strategyOf(service, environment, strategy ?? environment.strategy);
    if (wanted.name !== 'feature-flag' || member.flags?.includes(wanted.flag)) return [];
    return [problem('flag-stays-off', { version, flag: wanted.flag })];
  });
}

function howOf(plan: DeployPlan | null): string {
  if (!plan) return 'serves already';
  return plan.kind === 'scale' ? `${plan.members[0]?.replicas ?? 0} instances` : plan.strategy.name;
}

const searchedLines = 2_000;

async function firstErrorOf({ places }: Session, { members }: Deploy): Promise<string | null> {
  for (const { service, release } of members) {
    const place = places.get(service);
    if (!place) continue;
    const { instances } = await readLogs(place, release, searchedLines);
    const found = firstError(instances.flatMap(({ lines }) => lines));
    if (found) return found;
  }
  return null;
}
