import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAdr } from './adr/index.ts';
import type { DocumentText } from './gathering.ts';
import { readReq } from './req/index.ts';
import { readSpec } from './spec/index.ts';

type Kind = 'req' | 'spec' | 'adr';
const readers = { req: readReq, spec: readSpec, adr: readAdr };
const readDocument = (document: DocumentText & { readonly kind: Kind }) => readers[document.kind](document);

const files: readonly (DocumentText & { readonly kind: Kind })[] = (
  [
    ['req', 'examples/orders/docs/07_REQ/REQ-01_orders_delivery.md'],
    ['spec', 'examples/orders/docs/09_SPEC/SPEC-01_orders.yaml'],
    ['adr', 'examples/orders/docs/05_ADR/ADR-02_cloud_provider.md'],
    ['spec', 'examples/specs/SPEC-API-V1.md'],
  ] as const
).map(([kind, file]) => ({ kind, file, text: readFileSync(file, 'utf8') }));

describe.each(files)('$file', document => {
  const reading = readDocument(document);
  const lines = document.text.split('\n');
  const written = ({ line, column, length = 0 }: { line: number; column: number; length?: number }) =>
    lines[line - 1]?.slice(column - 1, column - 1 + length);

  it('is read without a problem', () => {
    expect(reading.problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(reading.facts.length).toBeGreaterThan(0);
  });

  it('has each text at the very place that its fact names', () => {
    for (const { value, at, field } of reading.facts) {
      const token = written(at);
      expect(token, field).not.toBe('');
      // Numbers, durations, names and JSON are normalised; texts are not, but a statement may say what is listed there.
      if (typeof value === 'string' && value.includes(' ') && !/^[[{]/.test(value))
        expect(value, field).toContain(token);
    }
  });

  it('points at something for each field that is not used', () => {
    for (const { at, field } of reading.unused) expect(written({ ...at, length: 1 }), field).toMatch(/\S/);
  });
});

it('says in one note what is missing where a short REQ stops', () => {
  const text = '# REQ-09: [SHOP] x\n\n## 9.5 Deployment Requirements\n';
  const { problems } = readDocument({ kind: 'req', file: 'REQ-09.md', text });
  expect(problems.map(({ severity, at, message }) => `${severity} ${at?.line} ${message}`)).toEqual([
    'note 3 sections 9.5.1, 9.5.2, 9.5.3, 9.5.4, 9.5.5, 9.5.6, 9.5.7, 9.5.8 are missing; defaults fill them',
  ]);
});

describe('any text at all', () => {
  const original = files.map(({ text }) => text).join('\n');
  const pieces = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.nat(original.length - 60).map(start => original.slice(start, start + 60)),
    fc.constantFrom(
      '\n',
      '\r\n',
      '| a | b |\n|---|---|\n',
      '```yaml\n',
      '---\n',
      '- ',
      '&a',
      '*a',
      '__proto__: 1\n',
      '9.5.2 ',
    ),
  );

  it('is read without throwing, and no fact is left without a place', () => {
    const named = fc.constantFrom<{ kind: Kind; file: string }>(
      { kind: 'req', file: 'a.md' },
      { kind: 'spec', file: 'a.md' },
      { kind: 'spec', file: 'a.yaml' },
      { kind: 'adr', file: 'a.md' },
    );
    fc.assert(
      fc.property(named, fc.array(pieces, { maxLength: 30 }), (document, parts) => {
        const text = parts.join('');
        const { facts, problems } = readDocument({ ...document, text });
        for (const { at } of facts) expect(at.line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
        for (const found of problems) expect(found.why.length * found.fix.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('that is a real document with a piece cut out or put in is read without throwing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.nat(),
        fc.nat(200),
        pieces,
        (document, seed, length, piece) => {
          const at = seed % document.text.length;
          const text = document.text.slice(0, at) + piece + document.text.slice(at + length);
          expect(() => readDocument({ ...document, text })).not.toThrow();
        },
      ),
      { numRuns: 300 },
    );
  });
});
