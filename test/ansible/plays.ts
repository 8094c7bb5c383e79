import { spawn } from 'node:child_process';
import { realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bringTools } from '../suite/tools.ts';
import { administrator } from './hosts/base.ts';
import { type Hosts, sshOptions } from './hosts/index.ts';

/** What a playbook did: by host, how many tasks changed something and how many failed. */
export interface Played {
  readonly code: number;
  readonly text: string;
  readonly changed: number;
  readonly failed: readonly string[];
}

/** Runs a playbook of the folder, with words behind it; an empty list of them is a run as users do it. */
export type Play = (playbook: string, ...words: readonly string[]) => Promise<Played>;

/** Where ansible-playbook is: beside ansible-lint, which brings it. */
export async function bringAnsible(): Promise<string | undefined> {
  const { pathOf } = await bringTools(['ansible-lint']);
  const lint = pathOf('ansible-lint');
  return lint === undefined ? undefined : join(dirname(realpathSync(lint)), 'ansible-playbook');
}

/** Plays on the hosts, with the inventory of an environment and a second one that knows where the hosts are. */
export function playsOn(hosts: Hosts, program: string, folder: string, environment: string): Play {
  const places = join(folder, 'places.json');
  const known = hosts.all.map(({ name, address }) => [name, { ansible_host: address }] as const);
  const vars = {
    ansible_user: administrator,
    ansible_ssh_private_key_file: hosts.key,
    ansible_ssh_common_args: sshOptions.join(' '),
    ansible_python_interpreter: '/usr/bin/python3',
  };
  writeFileSync(places, JSON.stringify({ all: { vars, hosts: Object.fromEntries(known) } }));
  const inventories = ['-i', join('inventories', environment, 'hosts.yml'), '-i', places];
  return (playbook, ...words) => played(program, [...inventories, playbook, ...words], folder);
}

/** Runs ansible-playbook in a folder, with settings of the environment beside those that are there. */
export function played(
  program: string,
  argv: readonly string[],
  cwd: string,
  settings: NodeJS.ProcessEnv = {},
): Promise<Played> {
  return new Promise((resolve, reject) => {
    const env = {
      ...process.env,
      ...settings,
      ANSIBLE_NOCOLOR: '1',
      ANSIBLE_HOME: join(cwd, '.ansible'),
      LC_ALL: 'C.UTF-8',
    };
    const child = spawn(program, argv, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (said: string) => {
        text += said;
      });
    child.on('error', reject);
    child.on('close', code => resolve({ code: code ?? 1, text, ...recap(text) }));
  });
}

/** `web1 : ok=12 changed=3 unreachable=0 failed=0 …`, a line for each host. */
function recap(text: string): Pick<Played, 'changed' | 'failed'> {
  const hosts = [...text.matchAll(/^(\S+)\s+: ok=\d+\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)/gm)];
  return {
    changed: hosts.reduce((sum, [, , changed]) => sum + Number(changed), 0),
    failed: hosts
      .filter(([, , , unreachable, failed]) => unreachable !== '0' || failed !== '0')
      .map(([, name = '']) => name),
  };
}
