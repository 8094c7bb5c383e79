import { afterEach, expect, it } from 'vitest';
import { pollution } from './pollution.ts';

afterEach(() => {
  Reflect.deleteProperty(Object.prototype, 'polluted');
});

/** As a parser must not do it: keys of the document become properties of an object. */
function naive(target: Record<string, unknown>, source: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(source)) {
    if (typeof value !== 'object' || value === null) target[key] = value;
    else naive((target[key] ??= {}) as Record<string, unknown>, value as Record<string, unknown>);
  }
}

it.each(['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}'])(
  'a parser that is fooled by %s is found out',
  text => {
    naive({}, JSON.parse(text) as Record<string, unknown>);
    expect(pollution()).toEqual(['Object.prototype.polluted']);
  },
);

it('a built-in function that is another one is found too, and nothing else', () => {
  expect(pollution()).toEqual([]);
  const { includes } = Array.prototype;
  try {
    Object.assign(Array.prototype, { includes: () => true });
    expect(pollution()).toEqual(['Array.prototype.includes']);
  } finally {
    Object.assign(Array.prototype, { includes });
  }
});
