import { isServing, type ServingView } from '../../../model/views.ts';
import type { Emitter } from '../shared/artifact.ts';
import { folderOf } from '../shared/folders.ts';
import { serviceEmitter } from '../shared/service-emitter.ts';
import { textFile } from '../shared/text.ts';
import { artillery } from './artillery.ts';
import { contract } from './contract.ts';
import { testLanguage } from './e2e/index.ts';
import type { TestFile } from './file.ts';
import { k6 } from './k6.ts';
import { testPlan } from './plan/index.ts';
import type { TestPlan } from './plan/scenario.ts';
import { postmanCollection, postmanEnvironment } from './postman.ts';
import { type Command, readme } from './readme.ts';
import { smoke } from './smoke.ts';

export const tests: Emitter = serviceEmitter({
  id: 'tests',
  family: 'tests',
  emitOne: (service, project) => {
    // What answers no HTTP is shown to be well by its health check alone.
    if (!isServing(service)) return [];
    const folder = folderOf(project, service.name.value);
    return filesOf(service).map(({ path, kind, lines }) =>
      textFile({ family: 'tests', path: `${folder}${path}`, kind, executable: kind === 'shell' }, lines),
    );
  },
});

function filesOf(service: ServingView): readonly TestFile[] {
  const plan = testPlan(service);
  // Of a port without a known path nobody knows what it answers.
  if (plan.scenarios.length === 0) return [{ path: 'smoke.sh', kind: 'shell', lines: smoke(service, plan) }];
  const language = testLanguage(service.language?.value);
  const e2e = language.files({ service: service.name, scenarios: plan.scenarios });
  const agreed = contract(service, plan);
  const commands: Command[] = [
    { what: 'What a version must answer before it gets traffic', command: './smoke.sh --url "$BASE_URL"' },
    { what: 'End to end', command: language.command('e2e/') },
    ...(agreed ? [{ what: 'Contract', command: 'node --test contract/contract.test.mjs' }] : []),
    { what: 'Load, k6', command: 'k6 run load/k6.js' },
    { what: 'Load, Artillery', command: 'artillery run load/artillery.yaml' },
    {
      what: 'Requests, Postman',
      command: 'newman run postman/collection.json --env-var "baseUrl=$BASE_URL"',
    },
  ];
  return [
    { path: 'README.md', kind: 'markdown', lines: readme(service, plan, commands) },
    { path: 'smoke.sh', kind: 'shell', lines: smoke(service, plan) },
    ...(agreed ? [{ path: 'contract/contract.test.mjs', kind: 'javascript' as const, lines: agreed }] : []),
    ...e2e.map(({ path, kind, lines }) => ({ path: `e2e/${path}`, kind, lines })),
    { path: 'load/artillery.yaml', kind: 'yaml', lines: artillery(service, plan) },
    { path: 'load/k6.js', kind: 'javascript', lines: k6(service, plan) },
    ...postmanFiles(service, plan),
  ];
}

function postmanFiles(service: ServingView, plan: TestPlan): readonly TestFile[] {
  return [
    { path: 'postman/collection.json', kind: 'json', lines: postmanCollection(service, plan) },
    ...service.environments.map(environment => ({
      path: `postman/${environment.name.value}.environment.json`,
      kind: 'json' as const,
      lines: postmanEnvironment(service, environment),
    })),
  ];
}
