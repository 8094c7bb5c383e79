import type { StrategyName } from '../../../../model/service.ts';
import { plain } from '../../../../model/traced.ts';
import { isJob, isStateful, type ServiceView } from '../../../../model/views.ts';
import type { Artifact, Emitter } from '../../shared/artifact.ts';
import { folderOf } from '../../shared/folders.ts';
import { offeredPorts } from '../../shared/ports.ts';
import { serviceEmitter } from '../../shared/service-emitter.ts';
import { textFile } from '../../shared/text.ts';
import { yamlFile } from '../../shared/yaml-file.ts';
import { clusterEnvironments, type PlacedService, place, production } from '../objects/placed.ts';
import { argoRollouts } from './argo-rollouts.ts';
import { blueGreen } from './blue-green.ts';
import { canaries } from './canary.ts';
import { flagger } from './flagger.ts';
import { page } from './page.ts';
import { rolling } from './rolling.ts';
import type { Case, Way } from './strategy.ts';

/** The ways to carry out each strategy; a flag is turned in the service, and `recreate` has nothing to hold back. */
const ways: Readonly<Record<StrategyName, (given: Case) => readonly Way[]>> = {
  'blue-green': given => [blueGreen(given), argoRollouts(given, 'blue-green'), flagger(given, 'blue-green')],
  canary: given => [...canaries(given), argoRollouts(given, 'canary'), flagger(given, 'canary')],
  rolling: given => [rolling(given)],
  'feature-flag': given => [rolling(given)],
  recreate: () => [],
};

/** For each strategy that the documents name for an environment of a cluster: a folder for each way to carry it out. */
export const strategies: Emitter = serviceEmitter({
  id: 'strategies',
  family: 'strategies',
  emitOne: (service, project) => {
    if (isJob(service)) return [];
    const folder = folderOf(project, service.name.value);
    return placesByStrategy(service).flatMap(([strategy, placed]) =>
      ways[strategy]({ service: placed }).flatMap(way =>
        filesOf(`${folder}${strategy}/${way.name}`, strategy, placed, way),
      ),
    );
  },
});

/** Where each strategy is used: production, where it is that of production, else the first environment that has it. */
function placesByStrategy(service: ServiceView): [StrategyName, PlacedService][] {
  const environments = clusterEnvironments(service);
  const last = production(service);
  const ordered = [...environments.filter(found => found === last), ...environments];
  const found = new Map<StrategyName, PlacedService>();
  for (const environment of ordered) {
    const strategy = possible(service, plain(environment.strategy));
    if (!found.has(strategy)) found.set(strategy, place(service, environment));
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Pods with volumes of their own are replaced one by one; without a Service there is no traffic to move. */
function possible(service: ServiceView, strategy: StrategyName): StrategyName {
  const onlyByPod = isStateful(service) || offeredPorts(service).length === 0;
  return onlyByPod && strategy !== 'recreate' ? 'rolling' : strategy;
}

function filesOf(folder: string, strategy: string, service: PlacedService, way: Way): Artifact[] {
  const family = 'strategies';
  const manifests = Object.entries(way.files).map(([name, nodes]) =>
    yamlFile({ family, path: `${folder}/${name}.yaml`, kind: 'kubernetes' }, nodes),
  );
  const readme = textFile(
    { family, path: `${folder}/README.md`, kind: 'markdown' },
    page(service, strategy, way),
  );
  return [readme, ...manifests];
}
