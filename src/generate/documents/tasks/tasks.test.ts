import { describe, expect, it } from 'vitest';
import { readTasks } from './index.ts';

const file = 'docs/10_TASKS/TASKS-01_delivery.md';
const read = (text: string) => readTasks({ kind: 'tasks', file, text });
const stated = (text: string) =>
  read(text).facts.map(
    ({ field, value, at }) =>
      `${field.replace('service.tasks.', '')} = ${String(value)} @${at.line}:${at.column}+${at.length}`,
  );
const problems = (text: string) =>
  read(text).problems.map(({ id, at, message }) => `${id} ${at?.line}:${at?.column} ${message}`);
/** Each task in one line. */
const tasks = (text: string) => {
  const found = new Map<string, Map<string, string>>();
  for (const { path, value } of read(text).facts) {
    const [, , item, field] = path;
    const name = typeof item === 'object' ? item.name : '';
    found.set(name, (found.get(name) ?? new Map<string, string>()).set(String(field), String(value)));
  }
  return [...found.values()].map(
    task =>
      `${task.get('done') === 'true' ? 'x' : ' '} ${task.get('name')}: ${task.get('title')} [${task.get('section')}]${task.has('evidence') ? ` <- ${task.get('evidence')}` : ''}`,
  );
};

it('reads a checklist, each value at its place', () => {
  expect(
    stated('# TASKS-01: Delivery\n\n## 1. Build\n\n- [x] TASKS-01.1: Image (evidence: `logs/1.txt`)\n'),
  ).toEqual([
    'TASKS-01.1.name = TASKS-01.1 @5:7+10',
    'TASKS-01.1.title = Image @5:19+5',
    'TASKS-01.1.done = true @5:3+3',
    'TASKS-01.1.section = 1. Build @3:4+8',
    'TASKS-01.1.evidence = logs/1.txt @5:37+10',
  ]);
});

describe('the items of a checklist', () => {
  it('stand under bullets and numbers, nested, in any list of the document', () => {
    const text = `# TASKS-01: x
## Build
* [X] **TASKS.01.18.01**: Write the Dockerfile
  1. [ ] TASKS-01.1.1 - Pin the base image
     over two lines
  2. [x] Scan it
+ [~] [T004] In review
## Deploy
1) [ ] T005 [P] Switch — evidence: https://ci.example.com/1
   - Evidence: not read twice
2) [x] Clean up
   - **Evidence**: ledger 12
`;
    expect(tasks(text)).toEqual([
      'x TASKS.01.18.01: Write the Dockerfile [Build]',
      '  TASKS-01.1.1: Pin the base image over two lines [Build]',
      'x 3: Scan it [Build]',
      '  T004: In review [Build]',
      '  T005: [P] Switch [Deploy] <- https://ci.example.com/1',
      'x 6: Clean up [Deploy] <- ledger 12',
    ]);
    expect(read(text).unused.map(({ field }) => field)).toEqual(['Deploy, Evidence: not read twice']);
  });

  it('that look like an id and are none keep their text', () => {
    expect(
      tasks('- [ ] S3 bucket created\n- [ ] HTTP2: on\n- [ ] `make x`: run\n- [ ] Deploy: `v1`\n'),
    ).toEqual([
      '  1: S3 bucket created [undefined]',
      '  HTTP2: on [undefined]',
      '  3: `make x`: run [undefined]',
      '  4: Deploy: `v1` [undefined]',
    ]);
  });

  it('without a box are unused, and so is a list without any', () => {
    const { unused } = read(
      '## A\n- [ ] one\n- two\n\n## B\n- three\n\n```sh\nls\n```\n\n## C\n\n@spec: SPEC-01\n\n```markdown\n@spec: SPEC-01\n@req: REQ-01.02\n```\n',
    );
    expect(unused.map(({ field, at }) => `${field} ${at.line}:${at.column}`)).toEqual([
      'A, two 3:3',
      'B 5:4',
    ]);
  });

  it('in a quotation are remarks', () => {
    expect(problems('> - [ ] an example\n')[0]).toMatch(/^tasks-none/);
  });
});

describe('the rows of a table', () => {
  it('are tasks where a column says their status', () => {
    const text = `## Phase 1
| ID | Task | Owner | Status | Evidence |
|----|------|-------|--------|----------|
| \`TASKS-01.1\` | Build | ada | ✅ Done | run 7 |
| TASKS-01.2 | Test | | IN_PROGRESS | - |
| | Ship | | [x] | |
| TASKS-01.4 | Sell | | dnoe | |
`;
    expect(tasks(text)).toEqual([
      'x TASKS-01.1: Build [Phase 1] <- run 7',
      '  TASKS-01.2: Test [Phase 1]',
      'x 3: Ship [Phase 1]',
      '  TASKS-01.4: Sell [Phase 1]',
    ]);
    expect(problems(text)).toEqual([
      'task-status-unknown 7:25 "dnoe" is not a status that is known: the task counts as open',
    ]);
    expect(read(text).problems[0]?.fix).toBe('did you mean "done"?');
    expect(read(text).unused.map(({ field }) => field)).toEqual(['Phase 1, column Owner']);
  });

  it('are none in a log of sessions or in the document control', () => {
    const text =
      '## Log\n| Date | Status | Summary |\n|--|--|--|\n| today | COMPLETED | all |\n\n## Control\n| Field | Value |\n|--|--|\n| Status | Draft |\n';
    expect(read(text).facts).toEqual([]);
    expect(read(text).unused.map(({ field }) => field)).toEqual(['Log', 'Control']);
  });

  it('are refused when they are shifted', () => {
    expect(problems('| Task | Done |\n|--|--|\n| a | x | y |\n| b | yes |\n')).toEqual([
      'row-length 3:3 this row of the beginning has 3 cells, its table has 2 columns',
    ]);
  });
});

it('reads a heading with an id and a status', () => {
  const text =
    '# TASKS-01: x\n\n<h2>TASKS.01.18.01: Objective</h2>\n\n**Status**: Completed (2026-01-15)\n**Evidence**: run 9\n\n### Task 2: Test\n- **Status:** [ ] Pending\n';
  expect(tasks(text)).toEqual([
    'x TASKS.01.18.01: Objective [TASKS.01.18.01: Objective] <- run 9',
    '  2: Task 2: Test [Task 2: Test]',
  ]);
  expect(stated(text)[0]).toBe('TASKS.01.18.01.name = TASKS.01.18.01 @3:5+14');
});

describe('what is wrong', () => {
  it('is an id that stands twice, with both places', () => {
    expect(problems('- [ ] TASKS-01.1: a\n- [x] TASKS-01.1: b\n')).toEqual([
      `task-twice 2:7 the task TASKS-01.1 is there twice (also at ${file}:1:7)`,
    ]);
  });

  it('is a document without a task, and a task without a title', () => {
    expect(problems('# TASKS-01\n\nNothing yet.\n')).toEqual([
      'tasks-none 1:1 this TASKS document has no task',
    ]);
    expect(problems('- [ ] TASKS-01.1:\n- [ ]\n')).toEqual([
      'task-untitled 1:3 the task TASKS-01.1 does not say what is to be done',
      'task-untitled 2:3 this task says nothing',
    ]);
  });

  it('is no number that is an id elsewhere', () => {
    expect(tasks('- [ ] one\n\n| No | Task | Done |\n|--|--|--|\n| 1 | two | no |\n')).toEqual([
      '  task-1: one [undefined]',
      '  1: two [undefined]',
    ]);
  });
});
