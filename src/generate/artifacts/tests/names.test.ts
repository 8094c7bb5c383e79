import { expect, test } from 'vitest';
import { functionNames } from './names.ts';

test('functions are called by the words of their titles, and no two alike', () => {
  const titles = ['POST /orders: a guest', 'POST /orders: "a guest"', 'Größe 5', '!?', '5'];
  expect(functionNames(titles, 'test', 'snake')).toEqual([
    'test_post_orders_a_guest',
    'test_post_orders_a_guest_2',
    'test_gro_e_5',
    'test_request',
    'test_5',
  ]);
  expect(functionNames(titles, 'Test', 'pascal')).toEqual([
    'TestPostOrdersAGuest',
    'TestPostOrdersAGuest2',
    'TestGroE5',
    'TestRequest',
    'Test5',
  ]);
});
