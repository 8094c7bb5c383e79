import { join } from 'node:path';
import { expect, test } from 'vitest';
import { laidOut } from '../../../../test/fixtures/laid-out.ts';
import { documentsMissing } from './find-documents.ts';

/** A project with folders in it, one of which is a repository of its own. */
const project = () =>
  laidOut({ 'devops-flow.yaml': 'name: shop\n', 'cmd/api/main.go': '', 'vendored/.git/HEAD': '' });

const said = async (folder: string) => {
  const [first] = (await documentsMissing(folder, 'check')).problems;
  return [first?.id, first?.message, first?.fix];
};

test('in a folder of a project the error says where that is, and what to type', async () => {
  const folder = project();
  expect(await said(join(folder, 'cmd/api'))).toEqual([
    'documents-missing',
    `the project is not in ${folder}/cmd/api, but above it: ${folder}/devops-flow.yaml`,
    `run the command there, or name the folder: devops-flow check ${folder}; devops-flow init ${folder}/cmd/api begins a project of its own`,
  ]);
});

test('what lies above the repository is another project', async () => {
  const [id, message] = await said(join(project(), 'vendored'));
  expect([id, message?.slice(0, 20)]).toEqual(['documents-missing', 'no devops-flow.yaml,']);
});
