import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addOutputs } from './add-outputs.ts';

const added = (text: string, ...families: string[]) => addOutputs(text, families)?.text;

describe('a family is added where the others stand, and nothing else moves', () => {
  it.each([
    ['outputs:\n  docker: {}\n', 'outputs:\n  docker: {}\n  helm: {}\n'],
    ['outputs:\n  docker: {}', 'outputs:\n  docker: {}\n  helm: {}'],
    [
      'outputs:\n    docker:   {}   # ours\n\n# the end\nport: 3000\n',
      'outputs:\n    docker:   {}   # ours\n    helm: {}\n\n# the end\nport: 3000\n',
    ],
    [
      'outputs:\n  docker:\n    yours:\n      - Dockerfile\nname: x\n',
      'outputs:\n  docker:\n    yours:\n      - Dockerfile\n  helm: {}\nname: x\n',
    ],
    ['outputs:\n  docker:\nname: x\n', 'outputs:\n  docker:\n  helm: {}\nname: x\n'],
    ['outputs: { docker: {} }\nname: x\n', 'outputs: { docker: {}, helm: {} }\nname: x\n'],
    ['outputs: {docker: {}}\n', 'outputs: {docker: {}, helm: {}}\n'],
    ['outputs: {}\n', 'outputs: { helm: {} }\n'],
    ['outputs: [docker]\n', 'outputs: [docker, helm]\n'],
    [
      'outputs:\n- docker # ours\n- scripts\nname: x\n',
      'outputs:\n- docker # ours\n- scripts\n- helm\nname: x\n',
    ],
    ['outputs:\n  - docker\n', 'outputs:\n  - docker\n  - helm\n'],
    [
      'name: x\r\noutputs:\r\n  docker: {}\r\nport: 1\r\n',
      'name: x\r\noutputs:\r\n  docker: {}\r\n  helm: {}\r\nport: 1\r\n',
    ],
    [
      'outputs:\n  docker: {}\n  "scripts": { folder: s }\n',
      'outputs:\n  docker: {}\n  "scripts": { folder: s }\n  helm: {}\n',
    ],
  ])('%j', (text, expected) => {
    expect(added(text, 'helm')).toBe(expected);
  });

  it('even where the layout has no place for it, the meaning is right', () => {
    for (const text of [
      'outputs:\n',
      'outputs: {\n  docker: {} # ours\n}\n',
      'outputs: { docker: {}, }\n',
      '{ name: x, outputs: { docker: {} } }\n',
    ]) {
      const after = parse(added(text, 'helm', 'scripts') ?? '') as { outputs: Record<string, unknown> };
      expect(Object.keys(after.outputs).slice(-2)).toEqual(['helm', 'scripts']);
    }
  });

  it('one that is there is not added again', () => {
    const text = 'outputs:\n  docker: {}\n';
    expect(addOutputs(text, ['docker'])).toEqual({ text, added: [], present: ['docker'] });
  });

  it('outputs of another shape are not touched', () => {
    expect(addOutputs('outputs: docker\n', ['helm'])).toBeUndefined();
    expect(addOutputs('name: x\n', ['helm'])).toBeUndefined();
  });
});

it('every line of any file is still there afterwards', () => {
  const key = fc.constantFrom('docker', 'scripts', 'pipelines', 'helm');
  const remark = fc.constantFrom('', ' # a remark', '   # two  spaces');
  const value = fc.constantFrom(
    '',
    ' {}',
    ' { folder: out }',
    ' { yours: [a, b] }',
    '\n    yours:\n      - a\n      - b',
  );
  const items = fc.uniqueArray(fc.tuple(key, value, remark), { minLength: 1, selector: ([name]) => name });
  const around = fc.constantFrom(
    '',
    '# top\n',
    'name: "x"\n\n',
    'name:   x # odd   layout\nvariables: { A: "on" }\n',
  );
  fc.assert(
    fc.property(items, around, around, (families, before, after) => {
      const block = families
        .map(([name, text, note]) => `  ${name}:${text.includes('\n') ? note + text : text + note}\n`)
        .join('');
      const rest = after.replaceAll(/^(name|variables):/gm, 'x-$1:');
      const lines = `${before}outputs:\n${block}${rest}`;
      const edited = added(lines, 'terraform') ?? '';
      expect(edited.replace('  terraform: {}\n', '')).toBe(lines);
      const { outputs } = parse(edited) as { outputs: object };
      expect(Object.keys(outputs)).toEqual([...families.map(([name]) => name), 'terraform']);
    }),
    { numRuns: 1000 },
  );
});
