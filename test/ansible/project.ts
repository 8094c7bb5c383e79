import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './hosts/run.ts';

const req = join('docs', '07_REQ', 'REQ-01_orders_delivery.md');

/** What the example says of its machines, said of virtual ones. */
const changes: readonly (readonly [RegExp, string])[] = [
  [/Type: ECS Fargate/, 'Type: EC2'],
  [/\| ECS hosts \|/, '| EC2 hosts |'],
  [
    /^(?=\| `deploy_app.yml`)/m,
    '| `configure_instances.yml` | Settings, packages, users | EC2 hosts | Instance config, packages | `config, instances` |\n',
  ],
];

/**
 * Lays the example out as a service of virtual machines, and generates its playbooks.
 *
 * @returns what the program said where it failed
 */
export function generatePlaybooks(project: string, program: string, folder: string): string {
  cpSync(join(project, 'examples', 'orders'), folder, { recursive: true });
  const text = readFileSync(join(folder, req), 'utf8');
  const changed = changes.reduce((found, [from, to]) => found.replace(from, to), text);
  writeFileSync(join(folder, req), changed);
  const argv = ['generate-ansible-playbooks', '--req', req, '--spec', 'docs/09_SPEC/SPEC-01_orders.yaml'];
  const said = spawnSync(process.execPath, [program, ...argv], { cwd: folder, encoding: 'utf8' });
  return said.status === 0 ? '' : said.stderr;
}

/** The archive of a version, made of a folder of the example; `change` is what is done to one of its files. */
export function pack(
  folder: string,
  version: string,
  from: string,
  change?: { readonly file: string; readonly of: (text: string) => string },
): void {
  const built = join(folder, 'build', version);
  cpSync(join(folder, from), built, { recursive: true });
  if (change !== undefined) {
    const text = readFileSync(join(built, change.file), 'utf8');
    if (change.of(text) === text) throw new Error(`${change.file} of ${from} is not what it was`);
    writeFileSync(join(built, change.file), change.of(text));
  }
  const files = join(folder, 'ansible', 'files');
  mkdirSync(files, { recursive: true });
  run('tar', ['-C', built, '-czf', join(files, `orders-${version}.tar.gz`), '.']);
}
