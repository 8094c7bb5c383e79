import { existsSync } from 'node:fs';
import type { FinishedDeploy } from '../../deliver/engine/ports.ts';
import type { StrategyName } from '../../model/service.ts';
import { openStore } from '../../store/store.ts';
import { documentsMissing } from '../generate/documents/find-documents.ts';
import { loadProject } from '../generate/documents/load.ts';
import { type Chosen, chosenServices } from './chosen-services.ts';
import { projectState } from './place.ts';
import { planDeploy } from './plan-deploy.ts';
import { planInWords } from './plan-words.ts';
import { smokePathsOf } from './run-spec.ts';
import { memberOf, servingRef, standingFlags } from './serving.ts';

export interface DryRunOptions {
  readonly folder: string;
  readonly environment: string;
  readonly names?: readonly string[];
  readonly strategy?: StrategyName;
  readonly version?: string;
}

export interface DryRun {
  readonly service: string;
  readonly environment: string;
  readonly version: string;
  readonly strategy: string;
  readonly stages: readonly string[];
  /** All of it is over by then. */
  readonly deadlineMs: number;
}

/** What a deploy would do, by the documents and the history alone: nothing is started, copied or asked. */
export async function dryRun(options: DryRunOptions): Promise<DryRun> {
  const loaded = await loadProject({ folder: options.folder });
  if (loaded.documents.length === 0) throw await documentsMissing(options.folder, 'deploy');
  // What an approval or a freeze would hold up is shown all the same.
  const chosen = chosenServices(loaded.sourced, { ...options, approve: true, whenOpen: true });
  const [first, ...others] = chosen.map(one => deployable(one, options));
  if (!first) throw new Error('at least one service is chosen');
  const plan = planDeploy([first, ...others], 'deploy', options.strategy);
  return {
    service: plan.members.map(({ service }) => service).join(', '),
    environment: plan.environment,
    version: first.member.next.version,
    strategy: plan.strategy.name,
    stages: planInWords(plan),
    deadlineMs: plan.limits.deadlineMs,
  };
}

function deployable({ service, environment }: Chosen, { folder, version }: DryRunOptions) {
  const history = historyOf(folder, service.name, environment.name);
  const serving = servingRef(history, service.name);
  const called = version ?? service.version;
  const before = history[0] && memberOf(history[0].plan, service.name);
  const member = {
    service: service.name,
    // What has been copied nowhere has no id yet.
    next: { id: 'next', version: called, readyPath: '' },
    ...(serving ? { previous: serving } : {}),
    leftovers: [],
    replicas: environment.replicas,
    previousReplicas: before?.replicas ?? environment.replicas,
    smokePaths: smokePathsOf(service),
    flags: standingFlags(history, service.name),
  };
  return { service, environment, member };
}

function historyOf(folder: string, service: string, environment: string): readonly FinishedDeploy[] {
  const { store: file } = projectState(folder);
  if (!existsSync(file)) return [];
  const store = openStore(file);
  try {
    return store.history({ service, environment }, 100);
  } finally {
    store.close();
  }
}
