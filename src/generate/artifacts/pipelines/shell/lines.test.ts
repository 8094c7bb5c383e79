import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { plain } from '../../../../model/traced.ts';
import { azureShell } from '../azure/shell.ts';
import { circleShell } from '../circleci/shell.ts';
import { gitlabShell } from '../gitlab/shell.ts';
import { jenkinsShell } from '../jenkins/shell.ts';
import { linesOf } from './lines.ts';

const hostile =
  "a'b\"c`touch canary`$(touch canary)$((1+1))${HOME}\\n\\\n  $[x] ${{ github.token }} <<e>> #! \t%s ''";

/** What an sh makes of the lines, of which each product has read `seen`. */
const read = (shell: typeof gitlabShell, seen: (text: string) => string = text => text): string => {
  const commands = {
    name: 'say it',
    folder: '.',
    variables: { SAID: hostile },
    commands: ['printf %s "$SAID"'],
  };
  const lines = linesOf(commands, shell, { job: 'lint', hasTools: false });
  const script = seen(lines.map(line => plain(line)).join('\n'));
  return spawnSync('sh', ['-e', '-c', script], { encoding: 'utf8' }).stdout;
};

test.each([
  ['GitLab CI/CD', gitlabShell],
  ['Jenkins', jenkinsShell],
])('%s: a real shell reads hostile text as it stands', (_, shell) => {
  expect(read(shell)).toBe(hostile);
});

test('CircleCI: a real shell does too, once CircleCI has read its own signs', () => {
  expect(read(circleShell, text => text.replaceAll('\\<<', '<<'))).toBe(hostile);
  expect(plain(circleShell.guard('<<e>>'))).toBe('\\<<e>>');
});

test('Azure Pipelines: a real shell does too, and nothing is left for Azure Pipelines to fill in', () => {
  expect(read(azureShell)).toBe(hostile);
  const script = linesOf(
    { name: 'say it', variables: { SAID: '$(System.AccessToken)${{ x }}$[ y ]' }, commands: [] },
    azureShell,
    { job: 'lint', hasTools: false },
  );
  expect(script.map(line => plain(line))).toEqual([
    "export SAID='$''(System.AccessToken)$''{{ x }}$''[ y ]'",
  ]);
});

test('an output of another job is read in a line of its own, so that one that is missing stops the step', () => {
  const commands = {
    name: 'sign',
    variables: { IMAGE: { job: 'build', output: 'image' } },
    commands: ['true'],
  };
  expect(linesOf(commands, gitlabShell, { job: 'sign', hasTools: true })).toEqual([
    'export PATH="$CI_PROJECT_DIR.tmp/tools:$PATH"',
    'IMAGE=$(cat outputs/build/image)',
    'export IMAGE',
    'true',
  ]);
});
