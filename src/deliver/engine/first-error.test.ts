import { expect, test } from 'vitest';
import { firstError } from './first-error.ts';

test('the error of a structured log line, with the place that its stack names first', () => {
  const line =
    '{"level":"error","status":500,"error":"TypeError: Cannot read properties of undefined (reading \'name\')","stack":"TypeError: Cannot read properties of undefined (reading \'name\')\\n    at receiptFor (file:///srv/tree/receipt.js:7:44)\\n    at x (file:///srv/tree/app.js:9:1)"}';
  expect(firstError(['{"level":"info","path":"/Error"}', line])).toBe(
    "TypeError: Cannot read properties of undefined (reading 'name')  receipt.js:7",
  );
});

test('an error whose stack follows on lines of its own', () => {
  expect(
    firstError(['started', 'java.lang.NullPointerException: order', '\tat shop.Orders.add(Orders.java:31)']),
  ).toBe('NullPointerException: order  Orders.java:31');
});

test('an error without a place, and a log without an error', () => {
  expect(firstError(['ValueError: no such order'])).toBe('ValueError: no such order');
  expect(firstError(['200 GET /orders', 'a terror of a line'])).toBeUndefined();
});
