import { expect, it } from 'vitest';
import { promotionOrder } from './promotion.ts';

it.each([
  [[], []],
  [[['staging', 'production']], ['staging', 'production']],
  // Whoever says something about production alone does not put it before all others.
  [
    [['production'], ['development', 'staging', 'production']],
    ['development', 'staging', 'production'],
  ],
  [
    [['production'], ['development', 'staging']],
    ['development', 'staging', 'production'],
  ],
  [
    [['production'], ['staging']],
    ['staging', 'production'],
  ],
  [[['production', 'qa']], ['production', 'qa']],
  // What one alone names stands where it has it.
  [
    [
      ['development', 'staging', 'production'],
      ['qa', 'staging'],
    ],
    ['development', 'qa', 'staging', 'production'],
  ],
  [
    [
      ['development', 'staging', 'preprod'],
      ['development', 'production'],
    ],
    ['development', 'staging', 'preprod', 'production'],
  ],
  [
    [
      ['development', 'staging', 'production'],
      ['staging', 'preprod'],
    ],
    ['development', 'staging', 'preprod', 'production'],
  ],
  [
    [['development', 'staging', 'production'], ['qa']],
    ['development', 'staging', 'qa', 'production'],
  ],
])('of %j is %j', (sequences, order) => {
  expect(promotionOrder(sequences)).toEqual(order);
});
