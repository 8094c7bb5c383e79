import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sixteenth } from '../components/addresses';

test('a network is divided into sixteen blocks', () => {
  assert.equal(sixteenth('10.0.0.0/16', 0), '10.0.0.0/20');
  assert.equal(sixteenth('10.0.0.0/16', 5), '10.0.80.0/20');
  assert.equal(sixteenth('192.168.7.0/24', 14), '192.168.7.224/28');
  assert.equal(sixteenth('10.1.2.3/16', 1), '10.1.16.0/20');
});

test('what is no network is refused', () => {
  for (const cidr of ['10.0.0.0', '10.0.0.0/25', '10.0.0.300/16', 'fd00::/48'])
    assert.throws(() => sixteenth(cidr, 0), /no block of IPv4 addresses/, cidr);
});
