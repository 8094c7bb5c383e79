import { describe, expect, it } from 'vitest';
import { changeLines } from './change-lines.ts';
import { screenOf } from './plan-screen.ts';
import { glyphs } from './style.ts';

const at = { file: 'devops-flow.yaml', line: 9, column: 1 };
const replicas = { field: 'replicas', old: '4', new: '5', at };
const port = { field: 'port', old: '3000', new: '3001', at: { ...at, line: 3 } };
const counts = { added: 1, removed: 1 };
const changes = [
  {
    path: 'k8s/deployment.yaml',
    family: 'kubernetes',
    action: 'changed',
    ...counts,
    causes: [replicas, port],
  },
  { path: 'k8s/job.yaml', family: 'kubernetes', action: 'created', added: 9, removed: 0, causes: [] },
] as const;

const shown = (width: number | undefined) => changeLines(changes, { width, utf8: true }, field => field);

describe('the files of a plan', () => {
  it('have the fields behind them beside them where that fits, and where no width is known', () => {
    const lines = [
      '  ~ k8s/deployment.yaml  1 line   replicas 4 -> 5   devops-flow.yaml:9',
      '                                  port 3000 -> 3001   devops-flow.yaml:3',
      '  + k8s/job.yaml         created',
    ];
    expect(shown(undefined)).toEqual(lines);
    expect(shown(80)).toEqual(lines);
  });

  it('have them below where it does not, as far as these fit', () => {
    expect(shown(60)).toEqual([
      '  ~ k8s/deployment.yaml  1 line',
      '      replicas 4 -> 5   devops-flow.yaml:9',
      '      port 3000 -> 3001   devops-flow.yaml:3',
      '  + k8s/job.yaml         created',
    ]);
  });

  it('have the place of a field on a line of its own on the narrowest screens, and whole', () => {
    expect(shown(24)).toEqual([
      '  ~ k8s/deployment.yaml…',
      '      replicas 4 -> 5',
      '        devops-flow.yaml:9',
      '      port 3000 -> 3001',
      '        devops-flow.yaml:3',
      '  + k8s/job.yaml       …',
    ]);
  });
});

describe('a screen', () => {
  const width = (stdout: { isTTY?: boolean; columns?: number }) =>
    screenOf({ glyphs: glyphs({}) }, stdout).width;

  it('is as wide as the terminal says; none, or one that says 0, has no width that is known', () => {
    expect(width({ isTTY: true, columns: 40 })).toBe(40);
    expect(width({ isTTY: true, columns: 0 })).toBeUndefined();
    expect(width({ columns: 40 })).toBeUndefined();
  });
});
