import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopService,
} from '../../../test/fixtures/shop.ts';
import type { Service } from '../../model/service.ts';
import { kubernetes } from './kubernetes/index.ts';
import { scripts } from './scripts/index.ts';

const options = { pipelineType: 'github-actions' } as const;

/** "group/resource verb", one for each thing that the generated Role of the deployer allows. */
function allowed(service: Service): string[] {
  const file = kubernetes.emit(alone(service), options).find(({ path }) => path === 'deployer.yaml');
  const role = parseAllDocuments(file?.content ?? '')
    .map(document => document.toJS())
    .find(({ kind }) => kind === 'Role');
  return (role.rules as { apiGroups: string[]; resources: string[]; verbs: string[] }[])
    .flatMap(({ apiGroups: [group], resources, verbs }) =>
      resources.flatMap(resource => verbs.map(verb => `${group}/${resource} ${verb}`)),
    )
    .toSorted();
}

/** What the API server asks for each command of kubectl, by its first words; `workload` is what the service runs as. */
const asked = (workload: string, revisions: string): readonly (readonly [RegExp, readonly string[]])[] => [
  [/^(?:version|auth can-i)/, []],
  [/^annotate "\$workload"/, [`${workload} get`, `${workload} patch`]],
  // Deleting waits until the object is gone.
  [/^delete deployment/, ['apps/deployments delete', 'apps/deployments list', 'apps/deployments watch']],
  [/^delete job/, ['batch/jobs delete', 'batch/jobs list', 'batch/jobs watch']],
  [/^delete pods -l/, ['/pods list', '/pods delete']],
  [/^get "\$1"/, [`${workload} get`]],
  [/^get cronjob/, ['batch/cronjobs get']],
  [/^get jobs/, ['batch/jobs get', 'batch/jobs list']],
  [/^get job /, ['batch/jobs get']],
  [/^get namespace/, ['/namespaces get']],
  [/^logs/, ['/pods get', '/pods list', '/pods/log get']],
  [/^patch hpa/, ['autoscaling/horizontalpodautoscalers patch']],
  [/^patch service/, ['/services patch']],
  [/^port-forward/, ['/pods get', '/pods list', '/pods/portforward create']],
  [/^rollout status/, [`${workload} get`, `${workload} list`, `${workload} watch`]],
  [/^rollout history/, [`${workload} get`, `${revisions} list`]],
  [/^rollout undo/, [`${workload} get`, `${workload} patch`, `${revisions} list`]],
  [/^scale "deployment/, ['apps/deployments/scale get', 'apps/deployments/scale patch']],
];

const command = /"\$\{(?:KUBECTL|WATCH)\[@\]\}" (?!--request-timeout|apply )(.+)/;

function needed(service: Service, workload: string, revisions: string): string[] {
  const table = asked(workload, revisions);
  const commands = scripts
    .emit(alone(service), options)
    // Whoever sets an environment up may do more.
    .filter(({ path }) => path !== 'setup.sh')
    .flatMap(({ content }) => content.split('\n').flatMap(line => command.exec(line)?.[1] ?? []));
  const found = commands.flatMap(
    line => table.find(([start]) => start.test(line))?.[1] ?? [`unknown: kubectl ${line}`],
  );
  return [...new Set(found)].toSorted();
}

test.each([
  ['a service that answers requests', shopService, 'apps/deployments', 'apps/replicasets'],
  ['a worker', mailerService, 'apps/deployments', 'apps/replicasets'],
  ['a job with a schedule', reportService, 'batch/cronjobs', ''],
  ['an image that others build', searchService, 'apps/deployments', 'apps/replicasets'],
])(
  'the deployer of %s may do what the scripts do, and beside applying manifests nothing else',
  (_, service, workload, revisions) => {
    const may = allowed(service);
    const must = needed(service, workload, revisions);
    expect(must).toContain('/pods delete');
    expect(must.filter(right => !may.includes(right))).toEqual([]);
    // Server-side apply of the objects themselves: asked for by no command of its own.
    const applied = /^\S+ (?:get|create|patch)$/;
    expect(may.filter(right => !must.includes(right) && !applied.test(right))).toEqual([]);
  },
);
