import { describe, expect, it } from 'vitest';
import { type Files, laidOut } from '../../../../test/fixtures/laid-out.ts';
import { Failure } from '../../../errors/index.ts';
import { loadProject } from './load.ts';

const conflict = (mine: string, theirs: string) =>
  `<<<<<<< HEAD\n${mine}\n=======\n${theirs}\n>>>>>>> feature\n`;

/** "id file:line:column" of every problem of a folder with these files; empty when it loads. */
async function problemsOf(files: Files): Promise<readonly string[]> {
  const folder = laidOut({ '.git/HEAD': '', ...files });
  try {
    await loadProject({ folder, root: folder });
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.problems.map(({ id, at }) => {
      const file = at?.file.slice(at.file.lastIndexOf('/') + 1);
      return `${id} ${file}:${at?.line}:${at?.column}`;
    });
  }
}

describe('a document in which git left conflict markers is one error, at the first marker:', () => {
  it.each([
    ['devops-flow.yaml', 'name: orders\n', conflict('port: 1', 'port: 2')],
    ['score.yaml', 'apiVersion: score.dev/v1b1\n', conflict('metadata: {name: a}', 'metadata: {name: b}')],
    ['compose.yaml', 'services:\n', conflict('  a: {image: "x:1"}', '  b: {image: "x:1"}')],
    ['docs/09_SPEC/SPEC-01.yaml', 'id: SPEC-01\n', conflict('a: 1', 'a: 2')],
    ['docs/07_REQ/REQ-01.md', '# REQ-01: orders\n', conflict('one', 'two')],
    ['docs/05_ADR/ADR-01.md', '# ADR-01: a cloud\n', conflict('AWS', 'Azure')],
    ['docs/10_TASKS/TASKS-01.md', '# TASKS-01\n', conflict('- [ ] a', '- [x] a')],
  ])('%s', async (path, start, rest) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    expect(await problemsOf({ [path]: start + rest })).toEqual([`document-conflicted ${name}:2:1`]);
  });

  it('one that a Compose file takes in, which is not called missing too', async () => {
    const web = 'services:\n  web:\n    image: nginx:1.27\n    env_file: .env\n';
    expect(
      await problemsOf({
        'compose.yaml': `include:\n  - other.yaml\n${web}`,
        'other.yaml': conflict('services: {}', 'services: {a: {image: x}}'),
        '.env': `A=1\n${conflict('B=1', 'B=2')}`,
      }),
    ).toEqual(['document-conflicted .env:2:1', 'document-conflicted other.yaml:1:1']);
  });

  it('a patch of a generated file', async () => {
    const patch = conflict('- {op: remove, path: /a}', '- {op: remove, path: /b}');
    expect(
      await problemsOf({ 'devops-flow.yaml': 'name: orders\n', 'overrides/k8s/service.yaml': patch }),
    ).toEqual(['document-conflicted service.yaml:1:1']);
  });
});

it('markers that are only shown, indented or in a sentence, are text', async () => {
  const example = conflict('a', 'b').replaceAll(/^/gm, '    ');
  expect(await problemsOf({ 'docs/05_ADR/ADR-01.md': `Merging\n=======\n\n${example}` })).toEqual([]);
});
