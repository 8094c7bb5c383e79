import { describe, expect, it } from 'vitest';
import { type Files, json, repositoryOf } from '../../../test/fixtures/repositories/files.ts';
import { readNative } from '../documents/native/index.ts';
import { printDetection } from './document.ts';
import { detect } from './index.ts';

const found = (files: Files) => detect(repositoryOf(files), 'shop');
const printed = (files: Files) => printDetection(found(files), ['docker', 'scripts']);

const flask: Files = {
  'requirements.txt': 'flask\ngunicorn\n',
  'app.py': "from flask import Flask\napp = Flask(__name__)\n@app.get('/healthz')\ndef up(): return 'ok'\n",
  'worker.py': 'import time\nwhile True:\n    time.sleep(1)\n',
};

describe('a Procfile with more than web', () => {
  const files: Files = {
    ...flask,
    Procfile:
      'release: python migrate.py\nweb: gunicorn --bind 0.0.0.0:$PORT app:app\nworker: python worker.py\n',
  };

  it('makes a worker of each further process, out of the same sources', () => {
    const { services } = found(files);
    expect(services).toMatchObject([
      { name: { value: 'shop' }, kind: 'http', command: { value: expect.arrayContaining(['gunicorn']) } },
      {
        name: { value: 'shop-worker' },
        kind: 'worker',
        folder: '.',
        language: { value: 'python' },
        entryPoint: { value: 'worker.py' },
        command: { value: ['python', 'worker.py'], found: { file: 'Procfile', line: 3 } },
        port: undefined,
        health: undefined,
      },
    ]);
    const text = printed(files);
    expect(text).toContain(
      '  shop-worker:\n    kind: worker # Procfile:3\n    language: python # requirements.txt:1\n',
    );
    const reading = readNative({ kind: 'service', file: 'devops-flow.yaml', text });
    expect(reading.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('says that what runs once for a release is left out', () => {
    expect(found(files).problems).toMatchObject([{ id: 'release-left', at: { file: 'Procfile', line: 1 } }]);
  });

  it('runs a line through a shell only where it needs one', () => {
    const { services } = found({
      ...flask,
      Procfile: 'web: python app.py\nclock: python worker.py | tee log\n',
    });
    expect(services[1]?.command?.value).toEqual(['sh', '-c', 'python worker.py | tee log']);
  });

  it('is the start of the service itself where that is a worker', () => {
    const { services } = found({
      'requirements.txt': 'redis\n',
      'jobs.py': 'import time\n',
      Procfile: 'worker: python jobs.py\n',
    });
    expect(services).toMatchObject([
      { name: { value: 'shop' }, kind: 'worker', command: { value: ['python', 'jobs.py'] } },
    ]);
  });
});

describe('variables of processes out of the same sources', () => {
  const sources: Files = {
    'package.json': json({
      name: 'shop',
      scripts: { jobs: 'node worker.js' },
      dependencies: { express: '5' },
    }),
    'server.js':
      "const db = require('./lib/db');\napp.get('/healthz', ok);\npay(process.env.STRIPE_SECRET_KEY);\napp.listen(process.env.PORT || 3000);\n",
    'worker.js': "import { db } from './lib/db.js';\nconnect(process.env.QUEUE_TOKEN!);\n",
    'lib/db.js': 'pool(process.env.DATABASE_URL);\n',
  };
  const read = (files: Files) =>
    found(files).services.map(({ entryPoint, variables }) => [
      entryPoint?.value,
      variables.map(({ name, required }) => `${name}${required ? '!' : ''}`),
    ]);

  it.each(['node worker.js', 'npm run jobs'])('each has those that its own files read: %s', worker => {
    expect(read({ ...sources, Procfile: `web: node server.js\nworker: ${worker}\n` })).toEqual([
      ['server.js', ['DATABASE_URL!', 'STRIPE_SECRET_KEY!']],
      ['worker.js', ['DATABASE_URL!', 'QUEUE_TOKEN!']],
    ]);
  });

  it('where nobody can tell, all are given and none is required that only the other reads', () => {
    expect(read({ ...sources, Procfile: 'web: node server.js\nworker: runner --jobs\n' })).toEqual([
      ['server.js', ['DATABASE_URL!', 'QUEUE_TOKEN!', 'STRIPE_SECRET_KEY!']],
      [undefined, ['DATABASE_URL', 'QUEUE_TOKEN!', 'STRIPE_SECRET_KEY']],
    ]);
  });

  it('what an example lists is given to each', () => {
    expect(
      read({ ...sources, '.env.example': 'STRIPE_SECRET_KEY=\n', Procfile: 'worker: node worker.js\n' }).at(
        1,
      ),
    ).toEqual(['worker.js', ['DATABASE_URL!', 'QUEUE_TOKEN!', 'STRIPE_SECRET_KEY']]);
  });

  it('in Python too', () => {
    expect(
      read({
        ...flask,
        'app.py': `import settings\n${flask['app.py']}key = os.environ['WEB_KEY']\n`,
        'jobs/run.py': "from settings import x\nos.environ['JOB_KEY']\n",
        'settings.py': "os.environ['DATABASE_URL']\n",
        Procfile: 'web: gunicorn app:app\nworker: python -m jobs.run\n',
      }),
    ).toEqual([
      ['app.py', ['DATABASE_URL!', 'WEB_KEY!']],
      ['jobs/run.py', ['DATABASE_URL!', 'JOB_KEY!']],
    ]);
  });
});

it('a script of package.json that is called like a worker is named, with its line', () => {
  const { services, problems } = found({
    'package.json': json({
      name: 'shop',
      scripts: { start: 'node server.js', 'start:worker': 'node worker.js' },
      dependencies: { express: '5' },
    }),
    'server.js': "app.get('/healthz', ok);\napp.listen(process.env.PORT || 3000);\n",
  });
  expect(services.length).toBe(1);
  expect(problems.map(({ id, message, at }) => [id, message, at?.line])).toEqual([
    ['process-left', 'the script start:worker is not in devops-flow.yaml', 5],
  ]);
});

it('a script that a line of the Procfile runs is not named again', () => {
  const { services, problems } = found({
    'package.json': json({
      name: 'shop',
      scripts: { start: 'node server.js', worker: 'node worker.js' },
      dependencies: { express: '5' },
    }),
    'server.js': "app.get('/healthz', ok);\napp.listen(process.env.PORT || 3000);\n",
    Procfile: 'worker: npm run worker\n',
  });
  expect(services.map(({ command }) => command?.value.join(' '))).toEqual([
    'node server.js',
    'npm run worker',
  ]);
  expect(problems).toEqual([]);
});

it('a start script that sets PORT itself is a server on that port, started without a shell', () => {
  const { services } = found({
    'package.json': json({
      name: 'shop',
      scripts: { start: 'PORT=${PORT:-5000} node "my app.js"' },
    }),
    'my app.js': "require('./lib')(process.env.PORT);\n",
  });
  expect(services).toMatchObject([
    {
      kind: 'http',
      port: { value: 5000, found: { file: 'package.json', line: 4 } },
      command: { value: ['node', 'my app.js'] },
    },
  ]);
});

describe('a Compose file that builds several services', () => {
  const express = (name: string): Files => ({
    [`${name}/package.json`]: json({
      name,
      scripts: { start: 'node server.js' },
      dependencies: { express: '5' },
    }),
    [`${name}/server.js`]: "app.get('/healthz', ok);\napp.listen(process.env.PORT);\n",
  });

  it('names them all: each folder is a service with its own port, whatever stands at the top', () => {
    const { services, problems } = found({
      ...flask,
      ...express('api'),
      'compose.yaml':
        'services:\n  site:\n    build: .\n    ports: ["80:8000"]\n  api:\n    build: ./api/\n    ports: ["81:4000"]\n  proxy:\n    build: { context: proxy }\n  db:\n    image: postgres:16\n',
    });
    expect(services.map(({ folder, port }) => [folder, port?.value])).toEqual([
      ['.', 8000],
      ['api', 4000],
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      'the service proxy of Compose is not in devops-flow.yaml',
    ]);
  });

  it('makes a worker of a second one out of the same folder', () => {
    const { services } = found({
      ...flask,
      'compose.yaml':
        'services:\n  jobs:\n    build: .\n    command: python worker.py\n  web:\n    build: .\n    ports: ["8000:8000"]\n',
    });
    expect(services).toMatchObject([
      { name: { value: 'shop' }, kind: 'http', port: { value: 8000 } },
      { name: { value: 'shop-jobs' }, kind: 'worker', command: { value: ['python', 'worker.py'] } },
    ]);
  });

  it('takes the Dockerfile that it names', () => {
    const { services } = found({
      ...express('api'),
      ...express('web'),
      'docker/api.Dockerfile': 'FROM node:22\n',
      'compose.yaml':
        'services:\n  api:\n    build: { context: api, dockerfile: ../docker/api.Dockerfile }\n  web:\n    build: { context: ./web }\n',
    });
    expect(services.map(({ build }) => build?.value)).toEqual([
      { context: 'api', dockerfile: 'docker/api.Dockerfile' },
      undefined,
    ]);
  });
});

describe('a Dockerfile in the folder of a service', () => {
  const monorepo = (copy: string): Files => ({
    'apps/billing/package.json': json({
      name: 'billing-api',
      scripts: { start: 'node server.js' },
      dependencies: { express: '5' },
    }),
    'apps/billing/server.js': "app.get('/healthz', ok);\napp.listen(process.env.PORT || 3000);\n",
    'apps/billing/Dockerfile': `FROM node:22\nWORKDIR /app\n${copy}\n`,
    'apps/mail/package.json': json({
      name: 'mail',
      scripts: { start: 'node server.js' },
      dependencies: { express: '5' },
    }),
    'apps/mail/server.js': "app.get('/healthz', ok);\napp.listen(process.env.PORT || 3000);\n",
  });

  it.each([
    ['COPY . .', 'apps/billing'],
    ['COPY package.json apps/billing/server.js ./', '.'],
    ['COPY ["./apps/billing/", "./"]', '.'],
    ['COPY --from=build apps/billing/dist ./', 'apps/billing'],
    ['COPY --chown=node package.json ./', 'apps/billing'],
  ])('builds it; after %s from %s', (copy, context) => {
    const { services } = found(monorepo(copy));
    expect(services.map(({ name, build }) => [name.value, build?.value])).toEqual([
      ['billing-api', { context, dockerfile: 'apps/billing/Dockerfile' }],
      ['mail', undefined],
    ]);
    expect(printed(monorepo(copy))).toContain(
      `    build: { context: ${context === '.' ? '"."' : context}, dockerfile: apps/billing/Dockerfile } # apps/billing/Dockerfile:1\n`,
    );
  });

  it('needs no name where it is the one that would be generated', () => {
    const { services } = found({ ...flask, Dockerfile: 'FROM python:3.13\n' });
    expect(services.map(({ build }) => build)).toEqual([undefined]);
  });

  it('is not that of the service above it', () => {
    const { services } = found({
      ...monorepo('COPY . .'),
      'package.json': json({
        name: 'shop',
        scripts: { start: 'node server.js' },
        dependencies: { express: '5' },
      }),
      'server.js': "app.get('/healthz', ok);\napp.listen(process.env.PORT || 3000);\n",
    });
    expect(services.map(({ name, build }) => [name.value, build])).toEqual([['shop', undefined]]);
  });
});

it("scripts of the team stay theirs: the generated ones go elsewhere, and no workflow calls the team's", () => {
  const files: Files = { ...flask, 'scripts/deploy.sh': '#!/bin/sh\n', 'scripts/seed.sh': '#!/bin/sh\n' };
  expect(printed(files)).toContain('  scripts: { folder: deploy/scripts } # scripts/deploy.sh:1 is yours\n');
  expect(found(files).yours).toEqual([]);
  expect(printed({ ...flask, 'scripts/seed.sh': '#!/bin/sh\n' })).toContain('  scripts: {}\n');
  expect(printed({ ...files, 'deploy/scripts/setup.sh': '' })).toContain('{ folder: delivery/scripts }');
});
