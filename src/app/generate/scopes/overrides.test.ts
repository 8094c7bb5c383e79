import { expect, test } from 'vitest';
import { ordersProject } from '../../../../test/fixtures/orders.ts';
import { docker } from '../../../generate/artifacts/docker/index.ts';
import { applyOverrides } from './overrides.ts';

const scopes = [
  {
    family: 'docker' as const,
    output: '.',
    inputs: { documents: [], options: {} },
    artifacts: docker.emit(ordersProject, { pipelineType: 'github-actions' }),
  },
];

test.each([
  ['Dockerfile', ['override-not-structured']],
  ['.dockerignore', ['override-not-structured']],
  ['deployment.yaml', ['override-file-unknown']],
  ['main.html', ['override-ignored']],
  ['Dockerfil', ['override-ignored']],
  ['.gitkeep', []],
])('overrides/%s without operations: %j', (text, ids) => {
  const at = { file: `overrides/${text}`, line: 1, column: 1 };
  const { problems } = applyOverrides(scopes, [{ file: { text, at }, operations: [] }], false);
  expect(problems.map(({ id }) => id)).toEqual(ids);
});
