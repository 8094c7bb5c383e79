import { get } from 'node:http';
import { connect } from 'node:net';
import type { Answer } from '../sockets.ts';

export function probe(port: number, path: string, timeoutMs: number): Promise<Answer> {
  return path === '' ? knock(port, timeoutMs) : ask(port, path, timeoutMs);
}

function knock(port: number, timeoutMs: number): Promise<Answer> {
  return new Promise(resolve => {
    const socket = connect({ host: '127.0.0.1', port, timeout: timeoutMs });
    const end = (answer: Answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => end({ ok: true, spoke: true, text: 'takes connections' }));
    socket.on('timeout', () => end(silence(timeoutMs)));
    socket.on('error', error => end(failed(error)));
  });
}

function ask(port: number, path: string, timeoutMs: number): Promise<Answer> {
  return new Promise(resolve => {
    const request = get({ host: '127.0.0.1', port, path, agent: false, timeout: timeoutMs }, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => resolve({ ok: false, spoke: true, text: 'connection cut' }));
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        const text = `${status} ${firstWords(Buffer.concat(chunks))}`.trim();
        resolve({ ok: status === 200, spoke: true, text });
      });
    });
    request.on('timeout', () => {
      request.destroy();
      resolve(silence(timeoutMs));
    });
    request.on('error', error => resolve(failed(error)));
  });
}

const silence = (timeoutMs: number): Answer => ({
  ok: false,
  spoke: false,
  text: `no answer within ${timeoutMs} ms`,
});

const failed = (error: Error): Answer => ({ ok: false, spoke: false, text: describe(error) });

function describe(error: NodeJS.ErrnoException): string {
  if (error.code === 'ECONNREFUSED') return 'connection refused';
  if (error.code === 'ECONNRESET') return 'connection reset';
  return error.message;
}

function firstWords(body: Buffer): string {
  return body.subarray(0, 200).toString('utf8').replace(/\s+/g, ' ').trim().slice(0, 80);
}
