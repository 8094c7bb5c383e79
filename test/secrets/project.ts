import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite } from '../suite/index.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A service with a value of its own and some of a database, whose documents keep secrets in a store. */
const documents = (tool: string, rotated: string) => `name: shop
language: node
port: 8080
image: { repository: registry.example.com/team/shop }
health: { live: /health/live, ready: /health/ready }
cloud: { region: eu-central-1 }
variables:
  STRIPE_KEY: { required: true, sensitive: true }
  DATABASE_URL: { required: true, reference: 'postgres://\${resources.db.username}:\${resources.db.password}@db/shop' }
dependencies: { db: healthy }
resources: { db: { kind: database, type: PostgreSQL } }
security:
  secrets: { requirement: no secret in a file, tool: ${tool}, verification: ["path: /shop/prod", "Rotated: ${rotated}"] }
environments:
  staging: { replicas: 2 }
  production: { replicas: 3 }
`;

/** What is generated for it, in a folder of its own. */
export class SecretsProject {
  readonly folder: string;
  readonly #suite: Suite;

  constructor(suite: Suite, name: string) {
    this.#suite = suite;
    this.folder = join(suite.work, name);
    mkdirSync(this.folder, { recursive: true });
  }

  generate(tool: string, rotated = 'every 30 days'): boolean {
    const { project: _, program, tally } = this.#suite;
    writeFileSync(join(this.folder, 'devops-flow.yaml'), documents(tool, rotated));
    const argv = [program, 'generate', '--family', 'secrets', '--family', 'kubernetes'];
    const { status, stderr } = spawnSync(process.execPath, argv, { cwd: this.folder, encoding: 'utf8' });
    return tally.judge(`what keeps secrets in ${tool} is generated`, status === 0, () => stderr);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Runs a program in `secrets/`; `input` is all that it is told. */
  run(argv: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<Ended> {
    const [program = '', ...args] = argv;
    const child = spawn(program, args, {
      cwd: join(this.folder, 'secrets'),
      env: { ...process.env, ...env },
    });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text;
      });
    child.stdin.on('error', () => undefined).end(input);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', code => resolve({ code, ...said }));
    });
  }
}
