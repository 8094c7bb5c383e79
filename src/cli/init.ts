import type { Command } from 'commander';
import type { InitResult } from '../app/generate/init/init.ts';
import type { InitFields, InitFinding, InitService } from '../app/schemas/init.ts';
import { shellWord, someOf } from '../errors/index.ts';
import type { Context } from './command.ts';
import type { Output } from './output.ts';

export function register(program: Command, { output }: Context): Command {
  return program
    .command('init')
    .summary('write devops-flow.yaml for an existing repository')
    .description(
      'Finds language, version, framework, port, health path and commands in the files of the repository, its address and what runs its pipelines, and writes them to devops-flow.yaml, each with the line that says it. Nothing of the repository is run; Dockerfiles and workflows that are there stay yours. One file is written, and never over one that exists.',
    )
    .argument('[folder]', 'the repository, or the folder of one service in it', '.')
    .option('--dry-run', 'print the file, and write nothing')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow init\n  devops-flow init apps/api --dry-run')
    .action(async (folder: string, flags: { dryRun?: boolean }) => {
      const { init } = await import('../app/generate/init/init.ts');
      const mode = flags.dryRun ? 'dry-run' : 'write';
      const result = await init({ workingFolder: process.cwd(), folder, mode });
      tell(result, output);
      output.document({ problems: result.problems, ...result.fields });
    });
}

function tell({ fields, problems }: InitResult, output: Output): void {
  if (fields.dryRun) {
    output.problems(problems, 'nothing was written');
    output.answer(fields.content.trimEnd());
    return;
  }
  const { services, findings, resources, yours } = fields;
  const names = resources.map(({ name, at }) => (at ? `${name} (${at.file}:${at.line})` : name));
  for (const service of services) {
    const shared = services.length === 1 ? names : [];
    const whose = services.length === 1 ? '' : `${service.name}: `;
    output.answer(`found  ${whose}${[...summary(service), ...shared].join(', ')}`);
  }
  if (services.length > 1 && names.length > 0) output.answer(`found  ${names.join(', ')}`);
  if (findings.length > 0) output.answer(`found  ${findings.map(hosting).join(', ')}`);
  if (yours.length > 0) output.answer(`yours  ${someOf(yours, 6)}: read, never written`);
  output.problems(problems);
  output.answer(`wrote  ${fields.file} (${fields.lines} lines)      next: ${next(fields)}`);
}

/** In the folder of the file a command needs no folder. */
function next({ file }: InitFields): string {
  const end = file.lastIndexOf('/');
  return end < 0 ? 'devops-flow plan' : `devops-flow plan ${shellWord(file.slice(0, end))}`;
}

const languages = new Map([
  ['node', 'Node'],
  ['python', 'Python'],
  ['go', 'Go'],
  ['java', 'Java'],
  ['ruby', 'Ruby'],
  ['php', 'PHP'],
  ['dotnet', '.NET'],
  ['rust', 'Rust'],
  ['static', 'a site of files'],
]);

/** "https://github.com/acme/api.git (.git/config:9)". */
function hosting({ value, at, reason }: InitFinding): string {
  const place = at ? `${at.file}:${at.line}` : reason;
  return `${String(value)} (${place})`;
}

/** "Node 22, express, port 3000 (src/server.ts:14), /healthz". */
function summary({ findings }: InitService): readonly string[] {
  const at = (field: string) => findings.find(finding => finding.field === field);
  const text = (field: string) => String(at(field)?.value ?? '');
  const [port, health] = [at('port'), at('health.live')];
  const language = languages.get(text('language')) ?? text('language');
  const place = port?.at ? ` (${port.at.file}:${port.at.line})` : '';
  const parts = [
    `${language} ${text('languageVersion')}`.trim(),
    text('framework'),
    port ? `port ${String(port.value)}${place}` : 'no port: a worker',
    health?.at ? String(health.value) : '',
  ];
  return parts.filter(part => part !== '');
}
