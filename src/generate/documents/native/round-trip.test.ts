import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Project } from '../../../model/service.ts';
import { printNative } from './print.ts';
import { nativeSchema } from './schema.ts';
import { documents, write } from './testing/any-document.ts';
import { projectOf } from './testing/project-of.ts';

/** The project without the documents that it came from. */
const essence = ({ services, ...rest }: Project) => ({
  ...rest,
  services: services.map(service => ({ ...service, documents: [] })),
});

const validate = new Ajv2020({ strict: false }).compile(nativeSchema(['docker', 'kubernetes']));

describe('the native form, for any project', () => {
  it('is read again as the same project', () => {
    fc.assert(
      fc.property(documents, document => {
        const first = projectOf(write(document));
        expect(first.reading.problems).toEqual([]);
        const printed = printNative(first.project);
        const second = projectOf(printed);
        expect(second.reading.problems).toEqual([]);
        expect(essence(second.project)).toEqual(essence(first.project));
      }),
      { numRuns: 400 },
    );
  });

  it('fits its published JSON Schema', () => {
    fc.assert(
      fc.property(documents, document => {
        for (const text of [write(document), printNative(projectOf(write(document)).project)]) {
          validate(parse(text));
          expect(validate.errors ?? []).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
    expect(validate({ prot: 80 })).toBe(false);
    expect(validate({ overrides: { a: [{ op: 'remove', path: 'x' }] } })).toBe(false);
  });
});
