import { afterAll, describe, expect, it } from 'vitest';
import { inputsFrom } from './mutate.ts';
import { parsers } from './parsers.ts';
import { Random } from './random.ts';

/** `npm run test:long` reads a million. */
const inputs = 20_000;
const seed = 20_261_121;

const builtIns = [Object.prototype, Array.prototype, Map.prototype, String.prototype, Function.prototype];
const before = builtIns.map(prototype => Reflect.ownKeys(prototype).length);

describe.each(parsers)('the parser of $name', ({ read, seeds }) => {
  it(`takes ${inputs} texts that are almost documents without throwing`, () => {
    const next = inputsFrom(seeds, new Random(seed));
    for (let n = 0; n < inputs; n++) {
      const text = next();
      try {
        read(text);
      } catch (error) {
        throw new Error(`input ${n} of seed ${seed}: ${JSON.stringify(text)}`, { cause: error });
      }
    }
  }, 300_000);
});

afterAll(() => {
  expect(builtIns.map(prototype => Reflect.ownKeys(prototype).length)).toEqual(before);
});
