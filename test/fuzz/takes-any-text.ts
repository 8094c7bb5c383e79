import { describe, expect, it } from 'vitest';
import { inputsFrom } from './mutate.ts';
import type { Parser } from './parser.ts';
import { pollution } from './pollution.ts';
import { Random } from './random.ts';

/** `npm run test:long` reads a million. */
const inputs = 20_000;
const seed = 20_261_121;

/** Every parser reads texts that are almost documents: what it refuses is a problem or a `Failure`, never a crash. */
export function takesAnyText(parsers: readonly Parser[]): void {
  describe.each(parsers)('the parser of $name', ({ read, seeds }) => {
    it(`takes ${inputs} texts that are almost documents, and changes nothing that others use`, () => {
      const next = inputsFrom(seeds, new Random(seed));
      for (let n = 0; n < inputs; n++) {
        const text = next();
        try {
          read(text);
        } catch (error) {
          throw new Error(`input ${n} of seed ${seed}: ${JSON.stringify(text)}`, { cause: error });
        }
      }
      expect(pollution()).toEqual([]);
    }, 900_000);
  });
}
