import { expect, it } from 'vitest';
import { ordersWith } from '../../../../../test/fixtures/orders.ts';
import { plain, Traced, trace } from '../../../../model/traced.ts';
import { wordOf } from './literal.ts';

const [service] = trace(
  ordersWith({ variables: [{ name: 'API_KEY', required: true, sensitive: true }] }),
).services;

it.each([
  ['plain', 'plain'],
  ['$HOME', '$HOME'],
  ['$(PORT)', '$$(PORT)'],
  ['100$$', '100$$$'],
  ['--key=${API_KEY}', '--key=$(API_KEY)'],
  ['${OTHER}', '${OTHER}'],
])('the word %s is written as %s', (word, written) => {
  if (!service) throw new Error('no service');
  expect(plain(wordOf(service)(new Traced(word, [])))).toBe(written);
});
