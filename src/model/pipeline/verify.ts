import type { Job, Step } from '../pipeline.ts';
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
  const prepare: Step[] = [{ kind: 'checkout' }, ...toolchain(service), ...installation(service, known)];
  const own = (Object.keys(titles) as Check[]).flatMap(name => {
    const steps = step(service, name, known[name]);
    return steps.length > 0 ? [job(name, titles[name], { ...common, steps: [...prepare, ...steps] })] : [];
  });
  const audit = known.audit ? [...prepare.slice(1), ...run(service, 'audit', known.audit)] : [];
  return [
    ...own,
    job('security', 'Security scan', {
      ...common,
      steps: [{ kind: 'checkout' }, { kind: 'scan-sources' }, ...audit],
    }),
    job('dependencies', 'Review of new dependencies', {
      ...common,
      when: { on: 'pull-request' },
      steps: [{ kind: 'checkout' }, { kind: 'review-dependencies' }],
    }),
  ];
}

/** One step, unless the developers type the part that is theirs. */
function installation(service: ServiceView, { own = [], install }: Tools): Step[] {
  if (!service.commands.install) return run(service, 'install', [...own, ...install]);
  return [...run(service, 'tools', own), ...step(service, 'install')];
}

function toolchain(service: ServiceView): Step[] {
  if (!hasLanguage(service)) return [];
  return [{ kind: 'toolchain', language: service.language.value, version: service.languageVersion }];
}

/** What a developer types reaches the shell as a value: it is never part of the script. */
function step(service: ServiceView, name: Check | 'install', usual: readonly string[] = []): Step[] {
  const typed = service.commands[name];
  if (!typed) return run(service, name, usual);
  const commands = ['bash -eo pipefail -c "$COMMAND"'];
  return [{ kind: 'run', name, commands, folder: service.source, variables: { COMMAND: typed } }];
}

function run(service: ServiceView, name: string, commands: readonly string[]): Step[] {
  if (commands.length === 0) return [];
  const variables = service.languageVersion ? { VERSION: service.languageVersion } : {};
  return [{ kind: 'run', name, commands, folder: service.source, variables }];
}
