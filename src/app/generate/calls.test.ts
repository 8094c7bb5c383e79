import { expect, test } from 'vitest';
import { callsIn } from './calls.ts';

const commands = ['generate', 'check', 'up', 'status'];
const lines = (file: string, ...text: string[]) =>
  callsIn(file, text.join('\n'), commands).map(({ line }) => line);

test.each([
  ['ci.yml', '  - run: devops-flow check --strict'],
  ['ci.yml', '      command: ["devops-flow", "check"]'],
  ['Makefile', '\t./tools/devops-flow generate .'],
  ['package.json', '  "gen": "npx devops-flow generate"'],
  ['run.sh', 'node ../devops-flow/dist/main.cjs up .'],
  ['ci.yml', '    uses: example/devops-flow@v1'],
  ['ci.yml', '    image: registry.example.com/devops-flow:1.2'],
])('%s: %j calls it', (file, text) => {
  expect(lines(file, text)).toEqual([1]);
});

test.each([
  ['k8s.yaml', '    app.kubernetes.io/managed-by: devops-flow'],
  ['a.sh', 'kubectl apply --field-manager devops-flow -f x'],
  ['a.sh', '# devops-flow generate made this'],
  ['a.sh', 'echo x # devops-flow up'],
  ['.dockerignore', '**/.devops-flow'],
  ['a.sh', 'ls devops-flow.yaml'],
  ['a.sh', 'my-devops-flow up'],
  ['README.md', 'devops-flow up'],
])('%s: %j does not', (file, text) => {
  expect(lines(file, text)).toEqual([]);
});

test('a variable that holds it is followed', () => {
  const script = ['FLOW=${DEVOPS_FLOW:-devops-flow}', 'need "$FLOW" "set it"', 'run "$FLOW" up "$PROJECT"'];
  expect(lines('deploy.sh', ...script)).toEqual([3]);
});
