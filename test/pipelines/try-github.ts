import { join } from 'node:path';
import { runAct } from './act.ts';
import { judge, lastLines, toldOf } from './judge.ts';
import { machineIn } from './machine.ts';
import { exampleFor } from './project.ts';

/** By code unit. */
const sorted = (names: readonly string[]) => names.toSorted((a, b) => (a < b ? -1 : 1)).join(' ');

/** Runs the workflow of the example in act, up to the image. `project` holds the example, `work` is for what is made. */
export function tryGithub(act: string, trivy: string, project: string, work: string): void {
  const folder = join(work, 'github');
  const machine = machineIn(folder, { trivy });
  const example = exampleFor('github-actions', project, join(folder, 'orders'));
  const { steps, jobs, output } = runAct(act, example, 'build', machine, folder, {
    REGISTRY_USERNAME: 'orders',
    REGISTRY_PASSWORD: 'not a secret',
  });
  for (const { job, step, result, ran } of steps)
    console.log(`  ${ran ? result : 'not exercised'}  ${job}: ${step}`);
  const expected = [
    'lint',
    'types',
    'test',
    'audit',
    'analysis',
    'security',
    'security',
    'security',
    'build',
  ];
  judge(
    'GitHub Actions: every job from lint to build succeeds in act',
    jobs.every(([, result]) => result === 'success') && sorted(jobs.map(([id]) => id)) === sorted(expected),
    () => `${JSON.stringify(jobs)}\n${lastLines(output)}`,
  );
  const own = [
    'install',
    'lint',
    'types',
    'test',
    'audit',
    'analysis',
    'the image by its digest',
    'sign the image',
  ];
  for (const name of own)
    judge(
      `GitHub Actions: the step "${name}" runs as it was generated`,
      steps.some(({ step, result, ran }) => ran && step === name && result === 'success'),
      () => lastLines(output),
    );
  judge(
    'GitHub Actions: the image that is signed is the one that was built, by its digest',
    machine.calls().includes(`cosign sign --yes registry.example.com/orders@sha256:${'a'.repeat(64)}`),
    () => machine.calls().join('\n'),
  );
  toldOf(machine);
}
