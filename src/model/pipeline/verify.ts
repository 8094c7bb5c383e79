import type { Cache, Job, Step, Variables } from '../pipeline.ts';
import type { Text } from '../traced.ts';
import { hasLanguage, isBuilt, type ServiceView } from '../views.ts';
import { job } from './job.ts';
import { type Tools, tools } from './tools.ts';

const titles = { lint: 'Lint', types: 'Types', test: 'Tests with coverage' } as const;
type Check = keyof typeof titles;

const common = {
  stage: 'verify',
  needs: [],
  when: { on: 'change' },
  permissions: ['read-contents'],
  minutes: 15,
} as const;

/** What every change must pass: the developers' own commands, else those of the language. None without sources. */
export function verifyJobs(service: ServiceView): Job[] {
  if (!isBuilt(service)) return [];
  const known: Tools = hasLanguage(service) ? tools[service.language.value] : { install: [] };
  return [
    ...(Object.keys(titles) as Check[]).flatMap(name => checkJob(service, name, known)),
    ...auditJob(service, known),
    ...analysisJob(service, known),
    sourcesJob(),
    job('dependencies', 'Review of new dependencies', {
      ...common,
      when: { on: 'pull-request' },
      steps: [{ kind: 'checkout' }, { kind: 'review-dependencies' }],
    }),
  ];
}

function checkJob(service: ServiceView, name: Check, known: Tools): Job[] {
  const steps = step(service, name, known, known[name]);
  if (steps.length === 0) return [];
  const cache = cacheOf(service, known);
  const report = name === 'test' && known.coverage;
  return [
    job(name, titles[name], {
      ...common,
      ...(cache ? { cache } : {}),
      ...(report ? { artifacts: [{ name: 'coverage', path: inSources(service, report) }] } : {}),
      steps: [...prepared(service, known), ...steps],
    }),
  ];
}

function auditJob(service: ServiceView, known: Tools): Job[] {
  if (!known.audit) return [];
  const steps = [...prepared(service, known), ...run(service, 'audit', known, known.audit)];
  return [job('audit', 'Known vulnerabilities of dependencies', { ...common, steps })];
}

function analysisJob(service: ServiceView, known: Tools): Job[] {
  const { analysis } = known;
  if (!analysis) return [];
  const { toolchain: own } = analysis;
  return [
    job('analysis', 'Dangerous code', {
      ...common,
      steps: [
        { kind: 'checkout' },
        ...(own ? [{ kind: 'toolchain', ...own } as const] : toolchain(service)),
        { kind: 'run', name: 'analysis', commands: analysis.commands, folder: service.source },
      ],
    }),
  ];
}

/** The three scans stand side by side: one that finds something does not hide what the others find. */
function sourcesJob(): Job {
  return job('security', 'Vulnerabilities, secrets and unsafe settings', {
    ...common,
    matrix: { variable: 'SCANNER', values: ['vuln', 'secret', 'misconfig'] },
    steps: [
      { kind: 'checkout' },
      { kind: 'tools', tools: ['trivy'] },
      { kind: 'scan-sources', scanner: { matrix: 'SCANNER' } },
    ],
  });
}

const prepared = (service: ServiceView, known: Tools): Step[] => [
  { kind: 'checkout' },
  ...toolchain(service),
  ...installation(service, known),
];

/** One step, unless the developers type the part that is theirs. */
function installation(service: ServiceView, known: Tools): Step[] {
  const { own = [], install } = known;
  if (!service.commands.install) return run(service, 'install', known, [...own, ...install]);
  return [...run(service, 'tools', known, own), ...step(service, 'install', known)];
}

function toolchain(service: ServiceView): Step[] {
  if (!hasLanguage(service)) return [];
  return [{ kind: 'toolchain', language: service.language.value, version: service.languageVersion }];
}

/** What a developer types reaches the shell as a value: it is never part of the script. */
function step(
  service: ServiceView,
  name: Check | 'install',
  known: Tools,
  usual: readonly string[] = [],
): Step[] {
  const typed = service.commands[name];
  if (!typed) return run(service, name, known, usual);
  const commands = ['bash -eo pipefail -c "$COMMAND"'];
  const variables = { COMMAND: typed, ...cached(known) };
  return [{ kind: 'run', name, commands, folder: service.source, variables }];
}

function run(service: ServiceView, name: string, known: Tools, commands: readonly string[]): Step[] {
  if (commands.length === 0) return [];
  const asks = commands.some(line => line.includes('$VERSION'));
  const version = asks && service.languageVersion ? { VERSION: service.languageVersion } : {};
  return [
    { kind: 'run', name, commands, folder: service.source, variables: { ...version, ...cached(known) } },
  ];
}

const folderOf = (name: string) => `.cache/${name}`;

/** Where the tools of the language keep what they have fetched: in a folder of the project, whatever the machine. */
function cached({ cache }: Tools): Variables {
  if (!cache) return {};
  const { name, variable, before } = cache;
  return { [variable]: { workspace: folderOf(name), ...(before === undefined ? {} : { before }) } };
}

function cacheOf(service: ServiceView, { cache }: Tools): Cache | undefined {
  if (!cache) return undefined;
  return { name: cache.name, folder: folderOf(cache.name), key: inSources(service, cache.key) };
}

const inSources = ({ source }: ServiceView, path: string): Text =>
  source.map(folder => (folder === '.' ? path : `${folder}/${path}`));
