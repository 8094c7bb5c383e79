import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tally } from '../suite/tally.ts';
import type { Templates } from './project.ts';

/** What a person writes by mistake, and cfn-lint has to see: file, text and its mistake. */
const mistakes = [
  ['templates/network.yaml', 'EnableDnsSupport: true', 'EnableDnsSuport: true'],
  ['templates/cluster.yaml', 'Value: enabled', 'Value: [enabled]'],
  ['templates/alarms.yaml', 'Ref: Topic}', 'Ref: Topics}'],
  ['environments/prod.yaml', 'Outputs.KeyArn', 'Outputs.KeyArm'],
] as const;

/** All templates, as far as cfn-lint knows them; in the example, mistakes are found. */
export function lint(program: string, { name, folder, files }: Templates, tally: Tally): void {
  const faults = lintsOf(program, folder, files);
  tally.faultless(`cfn-lint finds nothing in ${files.length} templates`, faults);
  if (name !== 'orders') return;
  for (const [file, text, mistake] of mistakes) {
    const path = join(folder, file);
    const whole = readFileSync(path, 'utf8');
    if (!whole.includes(text)) throw new Error(`${file} has no ${text}`);
    writeFileSync(path, whole.replace(text, mistake));
    tally.judge(`cfn-lint refuses ${mistake}`, lintsOf(program, folder, [file]).length > 0);
    writeFileSync(path, whole);
  }
}

function lintsOf(program: string, folder: string, files: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync(program, ['--format', 'parseable', '--', ...files], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status === null) throw new Error(`cfn-lint could not be run: ${stderr}`);
  return status === 0 ? [] : `${stdout}${stderr}`.trim().split('\n');
}
