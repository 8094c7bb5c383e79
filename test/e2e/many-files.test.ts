import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { Folder } from './command-line.ts';

it('hundreds of files are written with few of them open at a time', () => {
  const folder = new Folder();
  const services = Array.from(
    { length: 20 },
    (_, n) => `  service-${n}: { language: node, port: ${3000 + n} }\n`,
  );
  const repository = 'repository: https://git.example.com/shop/all.git\n';
  folder.write('devops-flow.yaml', `${repository}services:\n${services.join('')}`);
  const script = 'ulimit -n 200; exec "$0" "$@"';
  const { status, stdout } = spawnSync(
    'bash',
    ['-c', script, process.execPath, folder.bundle, 'generate', '--json'],
    {
      cwd: folder.path,
      encoding: 'utf8',
    },
  );
  const { written, problems } = JSON.parse(stdout) as { written?: string[]; problems: { id: string }[] };
  expect({ status, problems: problems.map(({ id }) => id) }).toEqual({
    status: 0,
    problems: ['cloud-needed'],
  });
  expect(written?.length).toBeGreaterThan(300);
});
