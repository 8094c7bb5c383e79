import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Folder } from './command-line.ts';

const service =
  'name: shop\nlanguage: node\nimage: { repository: registry.example.com/team/shop }\noutputs: [docker]\n';

it('--all makes every family, whatever outputs says; a later generate leaves what outputs does not name', () => {
  const folder = new Folder();
  folder.write('devops-flow.yaml', service);
  folder.write('index.js', '');
  expect(folder.run('generate').status).toBe(0);
  expect(existsSync(join(folder.path, 'helm/shop/Chart.yaml'))).toBe(false);
  expect(folder.run('generate', '--all').status).toBe(0);
  expect(existsSync(join(folder.path, 'helm/shop/Chart.yaml'))).toBe(true);
  expect(folder.run('generate').status).toBe(0);
  expect(existsSync(join(folder.path, 'helm/shop/Chart.yaml'))).toBe(true);
  expect(folder.run('generate', '--all', '--check').status).toBe(0);
});
