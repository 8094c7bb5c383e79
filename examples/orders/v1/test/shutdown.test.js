import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { it } from 'node:test';
import { newFolder, startService, until } from './service.js';

const order = JSON.stringify({ item: 'lamp', quantity: 1 });

it('answers the request in hand at SIGTERM, says so on the connection, and exits 0', async () => {
  const service = await startService(await newFolder());
  const slow = request(`${service.url}/orders`, {
    method: 'POST',
    headers: { 'content-length': order.length },
  });
  slow.write(order.slice(0, 5));
  await until(() => slow.socket?.bytesWritten > 0);
  const answered = once(slow, 'response');
  await fetch(`${service.url}/health/ready`);
  service.child.kill('SIGTERM');
  await until(() => service.log.some(line => line.message === 'stopping'));
  slow.end(order.slice(5));
  const [response] = await answered;
  assert.equal(response.statusCode, 201);
  assert.equal(response.headers.connection, 'close');
  response.resume();
  assert.equal(await service.exited, 0);
});

it('after SIGTERM still answers a request on an idle keep-alive connection, not ready any more, as its last', async () => {
  const service = await startService(await newFolder());
  const socket = connect(service.port, '127.0.0.1').setEncoding('utf8');
  let seen = '';
  socket.on('data', text => {
    seen += text;
  });
  const ask = () => socket.write('GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n');
  ask();
  await until(() => seen.includes('{"status":"ready"}'));
  service.child.kill('SIGTERM');
  await until(() => service.log.some(line => line.message === 'stopping'));
  ask();
  await once(socket, 'end');
  assert.match(seen, /HTTP\/1\.1 503 [\s\S]*connection: close[\s\S]*\{"status":"stopping"\}$/);
  assert.equal(await service.exited, 0);
});

it('accepts no connection after SIGTERM', async () => {
  const service = await startService(await newFolder());
  const held = connect(service.port, '127.0.0.1');
  await once(held, 'connect');
  service.child.kill('SIGTERM');
  await until(() => service.log.some(line => line.message === 'stopping'));
  const [error] = await once(connect(service.port, '127.0.0.1'), 'error');
  assert.equal(error.code, 'ECONNREFUSED');
  held.destroy();
  assert.equal(await service.exited, 0);
});

it('ends by its grace time and exits 1 when a request was still in hand', async () => {
  const service = await startService(await newFolder(), { SHUTDOWN_GRACE_MS: '100' });
  const stuck = request(`${service.url}/orders`, { method: 'POST', headers: { 'content-length': 10 } });
  stuck.on('error', () => undefined);
  stuck.write('{');
  await until(() => stuck.socket?.bytesWritten > 0);
  await fetch(`${service.url}/health/ready`);
  service.child.kill('SIGTERM');
  assert.equal(await service.exited, 1);
  assert.equal(service.log.find(line => line.message === 'the grace time is over').lost, 1);
});
