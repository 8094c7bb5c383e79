import { dirname, join } from 'node:path';
import type { Suite } from '../suite/index.ts';
import { bringTools } from '../suite/tools.ts';
import { SecretsProject } from './project.ts';

const value = 'a value that nobody may see';

interface Key {
  /** Secret: whoever has it can decrypt. */
  readonly identity: string;
  readonly recipient: string;
}

/** A round trip of the real SOPS with keys of age that are made here. @returns the decrypted values as JSON */
export async function throughSops(suite: Suite): Promise<string | undefined> {
  const { tally } = suite;
  tally.title('SOPS, by the real program');
  const { pathOf, problems } = await bringTools(['sops', 'age-keygen']);
  const [sops, keygen] = [pathOf('sops'), pathOf('age-keygen')];
  if (!sops || !keygen) {
    tally.faultless(
      'sops and age-keygen are here',
      problems.map(({ message }) => message),
    );
    return undefined;
  }
  const project = new SecretsProject(suite, 'sops');
  if (!project.generate('Vault')) return undefined;
  const keys = { staging: await newKey(project, keygen), production: await newKey(project, keygen) };
  const path = { PATH: `${dirname(sops)}:${process.env['PATH']}` };
  const shell = (line: string, env: NodeJS.ProcessEnv, input?: string) =>
    project.run(['bash', '-euo', 'pipefail', '-c', line], { ...path, ...env }, input);
  for (const [environment, { recipient, identity }] of Object.entries(keys)) {
    const file = `sops/${environment}.enc.yaml`;
    const empty = `sops encrypt --filename-override ${file} sops/${environment}.yaml >${file}`;
    const encrypted = await shell(empty, { SOPS_AGE_RECIPIENTS: recipient });
    tally.judge(`the names of ${environment} are encrypted`, encrypted.code === 0, () => encrypted.stderr);
    const fill = `sops set --value-stdin ${file} '["STRIPE_KEY"]'`;
    const filled = await shell(fill, { SOPS_AGE_KEY: identity }, JSON.stringify(value));
    tally.judge(`a value of ${environment} is filled in`, filled.code === 0, () => filled.stderr);
    const text = project.read(join('secrets', file));
    tally.judge(
      `the file of ${environment} shows the name and not the value`,
      text.includes('STRIPE_KEY: ENC[') && !text.includes(value),
      () => text,
    );
  }
  const decrypt = 'sops decrypt --output-type json sops/production.enc.yaml';
  const own = await shell(decrypt, { SOPS_AGE_KEY: keys.production.identity });
  tally.equal('the key of production gives the value back', JSON.parse(own.stdout || '{}'), {
    STRIPE_KEY: value,
  });
  const others = await shell(decrypt, { SOPS_AGE_KEY: keys.staging.identity });
  tally.judge('the key of staging does not', others.code !== 0 && !others.stdout.includes(value));
  await byRules(project, shell, tally, keys.production);
  return own.stdout;
}

async function newKey(project: SecretsProject, keygen: string): Promise<Key> {
  const { stdout } = await project.run([keygen], {});
  const found = (form: RegExp) => form.exec(stdout)?.[0] ?? '';
  return { identity: found(/AGE-SECRET-KEY-\S+/), recipient: found(/age1\S+/) };
}

type Shell = (line: string, env: NodeJS.ProcessEnv, input?: string) => ReturnType<SecretsProject['run']>;

/** Recipients in the rules, as a team adds them, need no variable; a file that no rule is for is refused. */
async function byRules(
  project: SecretsProject,
  shell: Shell,
  tally: Suite['tally'],
  { recipient, identity }: Key,
): Promise<void> {
  await shell(`sed -i 's/^  - path_regex.*production.*/&\\n    age: ${recipient}/' .sops.yaml`, {});
  const encrypt = (name: string) =>
    shell(`sops encrypt --filename-override sops/${name}.enc.yaml sops/production-db.yaml >db.enc.yaml`, {});
  const ruled = await encrypt('production-db');
  const text = project.read(join('secrets', 'db.enc.yaml'));
  tally.judge(
    'the rule of production brings its recipient',
    ruled.code === 0 && text.includes(recipient),
    () => ruled.stderr,
  );
  const opened = await shell('sops decrypt db.enc.yaml', { SOPS_AGE_KEY: identity });
  tally.judge(
    'and is for the files of its resources too',
    opened.stdout.includes('password: ""'),
    () => opened.stderr,
  );
  tally.judge('a file of no environment has no rule', (await encrypt('elsewhere')).code !== 0);
}
