import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './hosts/run.ts';

const req = join('docs', '07_REQ', 'REQ-01_orders_delivery.md');
const spec = join('docs', '09_SPEC', 'SPEC-01_orders.yaml');

/** A text that means something to every language between the document and the process. */
export const hostile = '50% of $100 for {{ you }}: {% if a %} "both" `ticks` \\ # end';

type Change = readonly [file: string, from: RegExp, to: string];

const greeting: Change = [
  spec,
  /^(?= {2}volumes:)/m,
  `    - { name: "GREETING", required: false, sensitive: false, default: ${JSON.stringify(hostile)} }\n`,
];

const morePlaybooks: Change = [
  req,
  /^(?=\| `deploy_app.yml`)/m,
  '| `configure_instances.yml` | Settings, packages, users | Hosts | Instance config, packages | `config, instances` |\n| `configure_security.yml` | Firewall, ssh | All hosts | Security rules | `security, hardening` |\n',
];

/** What the example says of its machines, said of virtual ones with a database. */
const changes: readonly Change[] = [
  [req, /Type: ECS Fargate/, 'Type: EC2'],
  [req, /\| ECS hosts \|/, '| EC2 hosts |'],
  [
    req,
    /^(?=\| Network \|)/m,
    '| Database | N/A | Type: PostgreSQL | Version: 15, Storage: 20GB, HA: no |\n',
  ],
  morePlaybooks,
  greeting,
];

/**
 * Lays the example out as a service of virtual machines, and generates its playbooks.
 *
 * @returns what the program said where it failed
 */
export function generatePlaybooks(project: string, program: string, folder: string): string {
  layOut(project, folder, changes);
  return generated(program, folder, 'generate-ansible-playbooks');
}

/** The same for ECS, as the example says it, with a migration that leaves a line in a file. */
export function generateForEcs(project: string, program: string, folder: string, migrated: string): string {
  layOut(project, folder, ecsChanges(migrated));
  return (
    generated(program, folder, 'generate-ansible-playbooks', '--output', 'ansible/') ||
    generated(program, folder, 'generate-tests', '--output', 'tests/')
  );
}

const ecsChanges = (migrated: string): readonly Change[] => [
  greeting,
  morePlaybooks,
  [
    spec,
    /^(?= {4}scaling:)/m,
    `    hooks:\n      - { name: migrate, at: migration, command: ${JSON.stringify(['sh', '-c', `echo migrated >>${migrated}`])}, timeout_seconds: 60 }\n\n`,
  ],
];

function layOut(project: string, folder: string, changed: readonly Change[]): void {
  cpSync(join(project, 'examples', 'orders'), folder, { recursive: true });
  for (const [file, from, to] of changed) change(join(folder, file), text => text.replace(from, () => to));
}

function generated(program: string, folder: string, ...argv: readonly string[]): string {
  const words = [program, ...argv, '--req', req, '--spec', spec];
  const said = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  return said.status === 0 ? '' : said.stderr;
}

/** The archive of a version, made of a folder of the example; `changed` is what is done to one of its files. */
export function pack(
  folder: string,
  version: string,
  from: string,
  changed?: { readonly file: string; readonly of: (text: string) => string },
): void {
  const built = join(folder, 'build', version);
  cpSync(join(folder, from), built, { recursive: true });
  if (changed !== undefined) change(join(built, changed.file), changed.of);
  const files = join(folder, 'ansible', 'files');
  mkdirSync(files, { recursive: true });
  run('tar', ['-C', built, '-czf', join(files, `orders-${version}.tar.gz`), '.']);
}

/** @throws when the file is not what it was, so that there is nothing to change */
function change(file: string, of: (text: string) => string): void {
  const text = readFileSync(file, 'utf8');
  if (of(text) === text) throw new Error(`${file} is not what it was`);
  writeFileSync(file, of(text));
}
