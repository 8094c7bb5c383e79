import { join } from 'node:path';
import { rsyncIn, runGitlab } from './gitlab.ts';
import { judge, lastLines, toldOf } from './judge.ts';
import { machineIn } from './machine.ts';
import { exampleFor } from './project.ts';

/** Runs the pipeline of the example in gitlab-ci-local, up to the image. `project` holds the example, `work` is for what is made. */
export function tryGitlab(program: string, trivy: string, project: string, work: string): void {
  const folder = join(work, 'gitlab');
  const rsync = rsyncIn(join(folder, 'rsync'));
  if (!rsync) {
    console.log('skipped: gitlab-ci-local needs rsync, which is neither here nor to be had from Debian');
    return;
  }
  const made = machineIn(folder, { trivy, more: [rsync.bin] });
  const machine = { ...made, env: { ...made.env, ...rsync.env } };
  const example = exampleFor('gitlab-ci', project, join(folder, 'orders'));
  const { jobs, output } = runGitlab(program, example, 'build', machine, {
    REGISTRY_USERNAME: 'orders',
    REGISTRY_PASSWORD: 'not a secret',
    CI_PROJECT_DIR: join(folder, 'builds'),
  });
  const security = ['vuln', 'secret', 'misconfig'].map(scanner => `security: [${scanner}]`);
  for (const name of ['lint', 'typecheck', 'test', 'audit', 'analysis', ...security, 'build'])
    judge(`GitLab CI/CD: the job ${name} passes in gitlab-ci-local`, jobs.get(name) === 'PASS', () =>
      lastLines(output),
    );
  judge(
    'GitLab CI/CD: what is scanned and signed is the image that was built, by its digest',
    ['trivy image --severity', 'cosign sign --yes'].every(call =>
      machine.calls().some(line => line.startsWith(call) && line.endsWith(`orders@sha256:${'a'.repeat(64)}`)),
    ),
    () => machine.calls().join('\n'),
  );
  toldOf(machine);
}
