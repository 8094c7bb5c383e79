import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Files, laidOut } from '../../../../test/fixtures/laid-out.ts';
import { loadProject } from '../documents/load.ts';
import { init } from './init.ts';

const program = {
  'package.json':
    '{\n  "name": "shop",\n  "scripts": { "start": "node server.js" },\n  "dependencies": { "express": "5" }\n}\n',
  'server.js': "app.get('/healthz', ok);\napp.listen(process.env.PORT || 3000);\n",
};
const score =
  'apiVersion: score.dev/v1b1\nmetadata:\n  name: orders\ncontainers:\n  main:\n    image: .\nservice:\n  ports:\n    http: { port: 8080 }\n';

async function initIn(files: Files) {
  const folder = laidOut({ ...program, ...files });
  const { problems } = await init({ workingFolder: folder, folder: '.', mode: 'write' });
  const { project } = (await loadProject({ folder })).sourced;
  return {
    said: problems.filter(({ id }) => id === 'documents-beside').map(({ message }) => message),
    text: readFileSync(join(folder, 'devops-flow.yaml'), 'utf8'),
    services: project.services.map(({ name, port }) => [name, port]),
  };
}

test('a Score file gives devops-flow.yaml its name and port, so that both are about one service', async () => {
  const { said, text, services } = await initIn({ 'score.yaml': score });
  expect(said).toEqual(['score.yaml is a document too, and read beside devops-flow.yaml']);
  expect(text).toContain('name: orders # score.yaml:3; package.json:2 says shop\n');
  expect(text).toContain('port: 8080 # score.yaml:9; server.js:2 says 3000\n');
  expect(services).toEqual([['orders', 8080]]);
});

test('a SPEC does so too', async () => {
  const { said, services } = await initIn({ 'docs/09_SPEC/SPEC-01_orders.yaml': 'id: orders\nsummary: x\n' });
  expect(said).toEqual([
    'docs/09_SPEC/SPEC-01_orders.yaml is a document too, and read beside devops-flow.yaml',
  ]);
  expect(services).toEqual([['orders', 3000]]);
});

test('a document with an error is named, and nothing is taken from it', async () => {
  const folder = laidOut({ ...program, 'score.yaml': 'metadata: [\n' });
  const { problems, fields } = await init({ workingFolder: folder, folder: '.', mode: 'dry-run' });
  expect(problems.map(({ id }) => id)).toContain('documents-beside');
  expect(fields.content).toContain('name: shop # package.json:2\n');
});

test('a Compose file is the tool of the developers beside devops-flow.yaml', async () => {
  const { said } = await initIn({ 'compose.yaml': 'services:\n  db:\n    image: postgres:17\n' });
  expect(said).toEqual([]);
});
