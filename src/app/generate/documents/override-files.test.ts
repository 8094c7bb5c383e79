import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { laidOut } from '../../../../test/fixtures/laid-out.ts';
import { readOverrideFiles } from './override-files.ts';

const patch = '[{"op": "replace", "path": "/a", "value": 1}]\n';

describe('each file below overrides/ is a patch of the generated file of its path:', () => {
  it('YAML and JSON are read, in hidden folders too', async () => {
    const root = laidOut({
      'overrides/.github/workflows/orders.yml': patch,
      'overrides/k8s/deployment.yaml': patch,
      'overrides/k8s/extra.json': patch,
    });
    const { overrides, problems } = await readOverrideFiles(root);
    expect(problems).toEqual([]);
    expect(overrides.map(({ file, operations }) => [file.text, operations.length])).toEqual([
      ['.github/workflows/orders.yml', 1],
      ['k8s/deployment.yaml', 1],
      ['k8s/extra.json', 1],
    ]);
  });

  it('a file of another name stays known, whatever is in it: it patches nothing', async () => {
    const root = laidOut({ 'overrides/Dockerfile': patch, 'overrides/scripts': 'not a patch\n' });
    const { overrides } = await readOverrideFiles(root);
    expect(overrides).toEqual([
      {
        file: { text: 'Dockerfile', at: { file: expect.stringMatching(/Dockerfile$/), line: 1, column: 1 } },
        operations: [],
      },
      {
        file: { text: 'scripts', at: { file: expect.stringMatching(/scripts$/), line: 1, column: 1 } },
        operations: [],
      },
    ]);
  });

  it('what editors and file managers leave there is passed over', async () => {
    const root = laidOut({ 'overrides/.DS_Store': '', 'overrides/k8s/deployment.yaml~': patch });
    symlinkSync('me@host.1234', join(root, 'overrides', 'k8s', '.#deployment.yaml'));
    expect(await readOverrideFiles(root)).toEqual({ overrides: [], problems: [] });
  });

  it('a link to a folder, and a file too large, are problems', async () => {
    const root = laidOut({ 'overrides/k8s/deployment.yaml': '#'.repeat(1024 * 1024 + 1) });
    symlinkSync('..', join(root, 'overrides', 'scripts'));
    const { overrides, problems } = await readOverrideFiles(root);
    expect(overrides).toEqual([]);
    expect(problems.map(({ id }) => id)).toEqual(['file-too-large', 'override-link']);
  });

  it('a file called overrides is no folder of patches', async () => {
    const root = laidOut({ overrides: 'mine\n' });
    expect(await readOverrideFiles(root)).toEqual({ overrides: [], problems: [] });
  });
});
