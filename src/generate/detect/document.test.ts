import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as compiled from '../../../test/fixtures/repositories/compiled.ts';
import { type Files, json, repositoryOf } from '../../../test/fixtures/repositories/files.ts';
import * as node from '../../../test/fixtures/repositories/node.ts';
import * as python from '../../../test/fixtures/repositories/python.ts';
import * as web from '../../../test/fixtures/repositories/web.ts';
import { assemble } from '../../model/assemble.ts';
import { readNative } from '../documents/native/index.ts';
import { nativeSchema } from '../documents/native/schema.ts';
import { printDetection } from './document.ts';
import { detect } from './index.ts';

const families = ['docker', 'kubernetes', 'scripts', 'pipelines'];
const validate = new Ajv2020({ strict: false }).compile(nativeSchema(families));
const printed = (files: Files) => printDetection(detect(repositoryOf(files), 'folder'), families);
const errorsOf = (text: string) => {
  const reading = readNative({ kind: 'service', file: 'devops-flow.yaml', text });
  return assemble([reading]).problems.filter(({ severity }) => severity === 'error');
};

describe('the file that init writes', () => {
  it('says every value with the line that it was found on', () => {
    const text = printed({
      'package.json': json({
        name: 'api',
        scripts: { start: 'node server.js', test: 'vitest run' },
        dependencies: { express: '5' },
      }),
      'package-lock.json': '{}',
      'server.js':
        "app.get('/healthz', ok);\napp.listen(process.env.PORT || 3000);\nconst level = process.env.LOG_LEVEL || 'info';\nconst url = process.env.DATABASE_URL;\n",
      'compose.yaml': 'services:\n  db:\n    image: postgres:15\n',
      '.nvmrc': '22\n',
      Dockerfile: 'FROM node:20\nCMD ["node", "server.js"]\n',
    });
    expect(
      text,
    ).toBe(`# For completion in editors: the command \`schema\` prints the JSON Schema of this file.
# Written by init: a remark says where its value was found. From now on the file is yours.

name: api # package.json:2
language: node # package.json:1
languageVersion: "20" # Dockerfile:1; .nvmrc:1 says 22
framework: express # package.json:8
entryPoint: server.js # package.json:4
command: [ node, server.js ] # Dockerfile:2
commands:
  install: npm ci # package-lock.json:1
  test: npm test # package.json:5
port: 3000 # server.js:2
health:
  live: /healthz # server.js:1
  ready: /healthz # server.js:1
variables:
  DATABASE_URL: { required: true, sensitive: true } # server.js:4
  LOG_LEVEL: { default: info } # server.js:3
dependencies:
  postgres: healthy
resources:
  postgres: { kind: database, type: PostgreSQL, version: "15" } # compose.yaml:3
outputs:
  docker: { yours: [ Dockerfile ] } # read and referred to, never written
  kubernetes: {}
  scripts: {}
  pipelines: {}
`);
    expect(errorsOf(text)).toEqual([]);
  });

  it.each([
    [{ devDependencies: { 'devops-flow': '^0.1.0' } }, true],
    [{ devDependencies: { vitest: '4' } }, false],
  ])('names the schema of the package only where that is installed: %j', (dependencies, isNamed) => {
    const text = printed({
      'package.json': json({ name: 'api', scripts: { start: 'node server.js' }, ...dependencies }),
      'server.js': 'app.listen(process.env.PORT);\n',
    });
    expect(text.includes('$schema=./node_modules/devops-flow/')).toBe(isNamed);
  });

  it.each(Object.entries({ ...node, ...python, ...compiled, ...web }))(
    'is read again without an error, and fits its schema: %s',
    (_, files) => {
      const text = printed(files);
      expect(errorsOf(text)).toEqual([]);
      expect([validate(parse(text)), validate.errors]).toEqual([true, null]);
    },
  );

  it('holds hostile names and values as what they are', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('on', '__proto__', '1e3', '#', '"\n- x: ${{ y }}', '[a]', '!!js', '\u2028# x'),
    );
    const path = word.map(text => text.replaceAll('/', '_').replaceAll('\0', '') || 'x');
    fc.assert(
      fc.property(
        word,
        word,
        path,
        fc.dictionary(word, word, { maxKeys: 4 }),
        (name, script, folder, variables) => {
          const text = printed({
            [`${folder}/package.json`]: json({
              name,
              engines: { node: script },
              scripts: { start: `node ${script}` },
              dependencies: { express: name },
            }),
            [`${folder}/server.js`]: `app.get('${name}/health', ok).listen(3000);\nprocess.env.A || '${script}'\n`,
            [`${folder}/Dockerfile`]: `FROM node:${name}\nEXPOSE ${script}\nCMD ${JSON.stringify([name, script])}\n`,
            Procfile: `web: ${script}`,
            '.env.example': Object.entries(variables)
              .map(([key, value]) => `${key}=${value}`)
              .join('\n'),
            [`.github/workflows/${folder}.yml`]: '',
          });
          expect(errorsOf(text)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
