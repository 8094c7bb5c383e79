import { expect, it } from 'vitest';
import { fragment } from './fragment.ts';

const text = `module "a" {
  name     = 1
  database = 2 #: database

  #: cache
  cache = {
    deep = 1
  }
  #: end
}

#: queue
locals {
  x = 1
}
#: end
`;

it('keeps the parts that are wanted, without their marks', () => {
  expect(fragment(text, new Set(['database', 'cache', 'queue']))).toBe(`module "a" {
  name     = 1
  database = 2

  cache = {
    deep = 1
  }
}

locals {
  x = 1
}`);
});

it('leaves no gap and no alignment behind where parts are taken out', () => {
  expect(fragment(text, new Set())).toBe(`module "a" {
  name = 1
}`);
});
