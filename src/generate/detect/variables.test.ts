import { describe, expect, it } from 'vitest';
import { type Files, json } from '../../../test/fixtures/repositories/files.ts';
import { printDetection } from './document.ts';
import { express, found, only } from './testing/found.ts';

describe('variables', () => {
  const variables = (files: Files) => only({ ...express, ...files }).variables;

  it('come from the code and from an example, each once; a secret has no default', () => {
    expect(
      variables({
        'src/settings.js':
          "const level = process.env.LOG_LEVEL ?? 'info';\nconst url = process.env.DATABASE_URL;\nconst key = process.env.STRIPE_KEY || 'sk_test_1';\nconst region = process.env['REGION'];\nconst home = process.env.HOME;\n",
        '.env.example':
          'LOG_LEVEL=debug\nREGION="eu-west-1" # ours\nSESSION_SECRET=please-change\nWEBSITE=https://example.com\n',
      }),
    ).toEqual([
      { name: 'DATABASE_URL', found: { file: 'src/settings.js', line: 2 }, required: true, sensitive: true },
      {
        name: 'LOG_LEVEL',
        found: { file: 'src/settings.js', line: 1 },
        required: false,
        sensitive: false,
        default: { value: 'info', found: { file: 'src/settings.js', line: 1 } },
      },
      {
        name: 'REGION',
        found: { file: 'src/settings.js', line: 4 },
        required: false,
        sensitive: false,
        default: { value: 'eu-west-1', found: { file: '.env.example', line: 2 } },
      },
      { name: 'SESSION_SECRET', found: { file: '.env.example', line: 3 }, required: false, sensitive: true },
      { name: 'STRIPE_KEY', found: { file: 'src/settings.js', line: 3 }, required: false, sensitive: true },
      {
        name: 'WEBSITE',
        found: { file: '.env.example', line: 4 },
        required: false,
        sensitive: false,
        default: { value: 'https://example.com', found: { file: '.env.example', line: 4 } },
      },
    ]);
  });

  it('that the code cannot do without are required', () => {
    const service = only({
      'requirements.txt': 'flask\n',
      'app.py':
        'import os\nfrom flask import Flask\napp = Flask(__name__)\nBUCKET = os.environ["BUCKET"]\nMODE = os.environ.get("MODE", "fast")\nLIMIT = os.getenv("LIMIT")\n',
    });
    expect(service.variables.map(({ name, required }) => [name, required])).toEqual([
      ['BUCKET', true],
      ['LIMIT', false],
      ['MODE', false],
    ]);
  });
});

describe('secrets never leave the repository', () => {
  const secrets = [
    'hunter2hunter2',
    'postgres://app:s3cr3tpw@db/app',
    'AKIAIOSFODNN7EXAMPLE',
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    'kZ81pLq93VbnR4tYw2Xc',
  ];
  const files: Files = {
    ...express,
    'package.json': json({
      name: 'api',
      scripts: { start: `node server.js --token ${secrets[3]}` },
      dependencies: { express: '5' },
    }),
    'server.js': `app.listen(process.env.PORT || 3000);\nconst url = process.env.STORE || '${secrets[1]}';\nconst word = process.env.DB_PASSWORD ?? '${secrets[0]}';\nconst plain = process.env.HARMLESS ?? '${secrets[4]}';\n`,
    '.env': `DB_PASSWORD=${secrets[0]}\nHARMLESS_LOOKING=${secrets[2]}\nMODE=quiet-value\n`,
    '.env.example': `AWS_THING=${secrets[2]}\nDATABASE_URL=${secrets[1]}\n`,
    'compose.yaml': `services:\n  web:\n    build: .\n    environment:\n      DB_PASSWORD: ${secrets[0]}\n`,
  };

  it('neither in the file nor in what is reported', () => {
    const detection = found(files);
    const everything =
      printDetection(detection, ['docker']) +
      JSON.stringify(detection.problems) +
      JSON.stringify(detection.services);
    for (const secret of [...secrets, 'quiet-value']) expect(everything).not.toContain(secret);
    for (const name of ['DB_PASSWORD', 'HARMLESS_LOOKING', 'AWS_THING', 'STORE', 'MODE'])
      expect(everything).toContain(name);
    expect(detection.problems.map(({ id }) => id)).toEqual(['health-unknown', 'secrets-not-ignored']);
  });
});
