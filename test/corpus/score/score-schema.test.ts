import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readScore } from '../../../src/generate/documents/score/index.ts';

const corpus = process.env['DEVOPS_FLOW_CORPUS'];
const why = corpus ? '' : ' (skipped: DEVOPS_FLOW_CORPUS names no folder)';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const own = readdirSync(import.meta.dirname).filter(name => name.endsWith('.yaml'));
const documents = own.map(
  name => parse(readFileSync(join(import.meta.dirname, name), 'utf8'), { merge: true }) as Json,
);

/** What the schema itself can say of a file. */
const ofSchema = new Set(
  `not-a-score score-version-unknown score-key-unknown score-key-missing score-type-wrong score-value-invalid
  score-word-unknown score-file-content score-probe-empty score-target-misplaced`.split(/\s+/),
);

/** Every place of a value at which it can be changed. */
function placesIn(value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return [
    path,
    ...steps.flatMap(step => placesIn((value as Record<string, Json>)[step] ?? null, [...path, step])),
  ];
}

function changed(
  value: Json,
  [step, ...others]: readonly (string | number)[],
  change: (old: Json) => Json | undefined,
): Json | undefined {
  if (step === undefined) return change(value);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, old]): [string, Json][] => {
    const made = key === String(step) ? changed(old, others, change) : old;
    return made === undefined ? [] : [[key, made]];
  });
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

const words = fc.constantFrom(
  '',
  ...`name image target content source path port exec type x Ab a_b 0644 9 \${x} 1Gi 01 0.5 2.m 100m HTTP tcp healthy
  a=b host.example/key -a a- é`.split(/\s+/),
);
const value = fc.letrec<{ any: Json }>(tie => ({
  any: fc.oneof(
    { maxDepth: 2 },
    words,
    fc.constantFrom<Json>(null, true, false, 0, 1, 8080, 65536, -1, 1.5, {}, []),
    fc.dictionary(words, tie('any'), { maxKeys: 3 }),
    fc.array(tie('any'), { maxLength: 3 }),
  ),
})).any;

describe.skipIf(!corpus)(`the published JSON Schema of Score${why}`, () => {
  const schema = corpus
    ? (JSON.parse(readFileSync(join(corpus, 'score/score-v1b1.schema.json'), 'utf8')) as object)
    : {};
  const validate = new Ajv2020({ strict: false, allErrors: false }).compile(schema);
  const findings = (document: Json) =>
    readScore({ kind: 'score', file: 'score.yaml', text: JSON.stringify(document) }).problems.filter(
      ({ id }) => ofSchema.has(id),
    );

  it.each(own.map((name, i) => [name, documents[i] ?? null] as const))(
    'allows %s, as the reader does',
    (_, document) => {
      expect([validate(document), findings(document)]).toEqual([true, []]);
    },
  );

  it('forbids what the reader forbids, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.nat(),
        fc.oneof(
          fc.tuple(fc.constant('put' as const), value),
          fc.tuple(fc.constant('drop' as const), fc.constant(null)),
          fc.tuple(fc.constant('add' as const), fc.tuple(words, value)),
        ),
        (document, seed, [how, what]) => {
          const places = placesIn(document);
          const place = places[seed % places.length] ?? [];
          const made = changed(document, place, old => {
            if (how === 'put') return what;
            if (how === 'drop') return place.length === 0 ? null : undefined;
            const [key, inner] = what;
            if (Array.isArray(old)) return [...old, inner];
            return typeof old === 'object' && old !== null ? { ...old, [key]: inner } : inner;
          });
          const isSound = findings(made ?? null).length === 0;
          expect([isSound, made]).toEqual([validate(made ?? null), made]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
