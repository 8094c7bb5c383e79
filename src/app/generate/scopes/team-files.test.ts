import { expect, test } from 'vitest';
import { laidOut } from '../../../../test/fixtures/laid-out.ts';
import { ordersProject } from '../../../../test/fixtures/orders.ts';
import { docker } from '../../../generate/artifacts/docker/index.ts';
import { assemble } from '../../../model/assemble.ts';
import { teamFiles } from './team-files.ts';

test.each([
  [['Dockerfile'], [['Dockerfile', 'yours']]],
  [
    ['Dockerfile.dev'],
    [
      ['.dockerignore', 'managed'],
      ['Dockerfile', 'managed'],
      ['Dockerfile.dev', 'yours'],
    ],
  ],
])("beside the team's %j no .dockerignore of ours changes what it builds", (names, expected) => {
  const root = laidOut(Object.fromEntries(names.map(name => [name, 'FROM node:22\n'])));
  const at = { file: 'devops-flow.yaml', line: 1, column: 1 };
  const { artifacts, problems } = teamFiles(docker.emit(ordersProject, { pipelineType: 'github-actions' }), {
    family: 'docker',
    output: '.',
    yours: names.map(text => ({ text, at })),
    root,
  });
  expect(problems).toEqual([]);
  expect(artifacts.map(({ path, ownership }) => [path, ownership])).toEqual(expected);
});

test.each([
  ['COPY nginx.conf /etc/nginx/nginx.conf', ['nginx.conf']],
  ['COPY --chown=nginx ["./nginx.conf", "/etc/nginx/"]', ['nginx.conf']],
  ['ADD index.html *.conf /etc/nginx/', ['nginx.conf']],
  ['COPY . /usr/share/nginx/html', []],
  ['COPY --from=build nginx.conf /etc/nginx/', []],
  ['COPY etc/nginx.conf /etc/nginx/nginx.conf', []],
])("%s in the team's Dockerfile: beside it %j is generated", (line, expected) => {
  const root = laidOut({ Dockerfile: `FROM nginx:1.30\n${line}\n` });
  const { project } = assemble([], { name: 'site', language: 'static' }).sourced;
  const { artifacts } = teamFiles(docker.emit(project, { pipelineType: 'github-actions' }), {
    family: 'docker',
    output: '.',
    yours: [{ text: 'Dockerfile', at: { file: 'devops-flow.yaml', line: 1, column: 1 } }],
    root,
  });
  expect(artifacts.filter(({ ownership }) => ownership === 'managed').map(({ path }) => path)).toEqual(
    expected,
  );
});
