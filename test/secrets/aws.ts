/** AWS as far as moto has it, told by the real `aws` that the script calls. */
import type { Suite } from '../suite/index.ts';
import type { Moto } from '../suite/moto.ts';
import { SecretsProject } from './project.ts';

const values = JSON.stringify({
  STRIPE_KEY: 'put by a person',
  note: 'with "quotes", $(no command) and a\nbreak',
});

export async function inAws(suite: Suite, moto: Moto, decrypted: string | undefined): Promise<void> {
  const { tally } = suite;
  tally.title('AWS Secrets Manager, by the real aws and moto');
  const project = new SecretsProject(suite, 'aws');
  if (!project.generate('AWS Secrets Manager')) return;
  const store = new Store(project, moto.env, tally);
  await store.runs(1, ['check', '--env', 'nowhere'], '--env names one of');
  await store.runs(1, ['check', '--env', 'production'], '');
  for (const _ of ['first', 'second']) await store.runs(0, ['setup', '--env', 'production'], '');
  await store.runs(2, ['check', '--env', 'production'], '/shop/prod has no value yet');
  await store.runs(0, ['put', '--env', 'production'], '/shop/prod has a new value', values);
  tally.equal('what was put is what is there', await store.valueOf('/shop/prod'), values);
  await store.runs(0, ['put', '--env', 'production', '--of', 'db'], '/shop/prod/db has a new value', values);
  await store.runs(1, ['put', '--env', 'production', '--of', 'cache'], '--of names one of: db', values);
  await store.runs(0, ['check', '--env', 'production'], '/shop/prod/db has 30 days left');
  await store.runs(0, ['rotate', '--env', 'production'], '/shop/prod has 30 days left');
  if (decrypted !== undefined) {
    await store.runs(0, ['put', '--env', 'production'], 'has a new value', decrypted);
    tally.equal(
      'what SOPS has decrypted comes in the same way',
      await store.valueOf('/shop/prod'),
      decrypted,
    );
  }
  await rotation(suite, store, project);
}

/** The settings of the documents, read back; a value that is due is replaced by the function, or by a person. */
async function rotation({ tally }: Suite, store: Store, project: SecretsProject): Promise<void> {
  const ROTATION_FUNCTION = await store.lambda('replaces-values');
  await store.runs(0, ['setup', '--env', 'production'], '', '', { ROTATION_FUNCTION });
  const settings = async () => {
    const { RotationEnabled, RotationRules, RotationLambdaARN } = await store.described('/shop/prod');
    return { RotationEnabled, RotationRules, RotationLambdaARN };
  };
  tally.equal('the store keeps the rotation of the documents', await settings(), {
    RotationEnabled: true,
    RotationRules: { AutomaticallyAfterDays: 30 },
    RotationLambdaARN: ROTATION_FUNCTION,
  });
  project.generate('AWS Secrets Manager', 'every 5 days');
  await store.runs(2, ['check', '--env', 'production'], '/shop/prod has 5 days left: put a new value');
  await store.runs(0, ['setup', '--env', 'production'], '', '', { ROTATION_FUNCTION });
  await store.runs(0, ['rotate', '--env', 'production'], 'had 5 days left: the store replaces it');
}

/** The generated script, and what AWS says of what it has done. */
class Store {
  readonly #project: SecretsProject;
  readonly #env: NodeJS.ProcessEnv;
  readonly #tally: Suite['tally'];

  constructor(project: SecretsProject, env: NodeJS.ProcessEnv, tally: Suite['tally']) {
    this.#project = project;
    this.#env = env;
    this.#tally = tally;
  }

  /** Its exit code and words; what it was told is in none of them. */
  async runs(
    code: number,
    args: readonly string[],
    words: string,
    input = '',
    env: NodeJS.ProcessEnv = {},
  ): Promise<void> {
    // Traced: every command and every argument is among what it says.
    const traced = ['bash', '-x', './secrets.sh', ...args];
    const { code: found, stdout, stderr } = await this.#project.run(traced, { ...this.#env, ...env }, input);
    const said = `${stdout}${stderr}`;
    const isSilent = input === '' || !said.includes('put by a person');
    this.#tally.judge(
      `secrets.sh ${args.join(' ')} ends with ${code}${words && `: "${words}"`}`,
      found === code && said.includes(words) && isSilent,
      () => `${found}\n${said}`,
    );
  }

  async valueOf(name: string): Promise<string> {
    const argv = ['secretsmanager', 'get-secret-value', '--secret-id', name];
    return ((await this.#aws(argv)) as { SecretString: string }).SecretString;
  }

  async described(name: string): Promise<Readonly<Record<string, unknown>>> {
    const argv = ['secretsmanager', 'describe-secret', '--secret-id', name];
    return (await this.#aws(argv)) as Readonly<Record<string, unknown>>;
  }

  /** @returns the ARN of a function with that name */
  async lambda(name: string): Promise<string> {
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    });
    const made = (await this.#aws([
      'iam',
      'create-role',
      '--role-name',
      name,
      '--assume-role-policy-document',
      trust,
    ])) as { Role: { Arn: string } };
    await this.#project.run(['python3', '-m', 'zipfile', '-c', '../code.zip', 'README.md'], {});
    const code = ['--runtime', 'python3.12', '--handler', 'a.b', '--zip-file', 'fileb://../code.zip'];
    const argv = ['lambda', 'create-function', '--function-name', name, '--role', made.Role.Arn, ...code];
    return ((await this.#aws(argv)) as { FunctionArn: string }).FunctionArn;
  }

  async #aws(argv: readonly string[]): Promise<unknown> {
    const { code, stdout, stderr } = await this.#project.run(['aws', ...argv, '--output', 'json'], this.#env);
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  }
}
