// A process of its own for the tests: node program.mjs hold|write|fill|take|recount FILE
import { appendFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../errors/index.ts';
import { openStore } from '../store.ts';
import { begun, entry, numbers } from './samples.ts';

const [mode, file = ''] = process.argv.slice(2);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const why = (error: unknown) => (error instanceof Failure ? (error.problems[0]?.id ?? '') : String(error));

/** Holds a lease and appends without a pause, until it may not any more. */
async function hold(): Promise<void> {
  const store = openStore(file, { times: { silentMs: 2_000, renewMs: 50 } });
  const token = begun(store, 'd1');
  say('held');
  for (let n = 1; ; n += 1) {
    const refused = await store.append('d1', token, entry(n)).then(() => undefined, why);
    if (refused) return say(refused);
    await sleep(5);
  }
}

/** Twenty deploys append at once, for ever; what is acknowledged goes to FILE.acknowledged. */
async function write(): Promise<void> {
  const store = openStore(file);
  const deploys = Array.from({ length: 20 }, (_, index) => {
    const id = `d${index}`;
    return { id, token: begun(store, id, { service: id, environment: 'local' }) };
  });
  const drive = async ({ id, token }: { id: string; token: number }) => {
    for (let n = 1; ; n += 1) {
      const state = n % 3 === 0 ? { state: { n } } : {};
      await store.append(id, token, entry(n, { why: 'x'.repeat((n * 131) % 3_000) }), state);
      appendFileSync(`${file}.acknowledged`, `${id} ${n}\n`);
    }
  };
  say('writes');
  await Promise.all(deploys.map(drive));
}

/** Appends until that is refused, then makes room by removing `ballast` beside FILE, and tries once more. */
async function fill(): Promise<void> {
  // A file that may not grow is an error of the write then, not the end of the process.
  process.on('SIGXFSZ', () => undefined);
  const store = openStore(file);
  const token = begun(store, 'd1');
  const append = (n: number): Promise<string> =>
    store.append('d1', token, entry(n, { why: 'x'.repeat(2_000) })).then(() => 'written', why);
  let n = 1;
  let refused = await append(n);
  for (; refused === 'written'; n += 1) refused = await append(n + 1);
  const found = numbers(store.entries('d1'));
  const whole = found.length === n - 1 && found.every((at, index) => at === index + 1);
  rmSync(join(dirname(file), 'ballast'), { force: true });
  say(JSON.stringify({ some: n > 1, refused, whole, next: await append(n) }));
}

/** Appends large entries, so that the log is written back in between; each is said after it was acknowledged. */
async function recount(): Promise<void> {
  const store = openStore(file);
  const token = begun(store, 'd1');
  for (let n = 1; n <= 45; n += 1) {
    await store.append('d1', token, entry(n, { why: String(n % 10).repeat(120_000) }));
    writeSync(1, `acknowledged ${n}\n`);
  }
}

/** Opens the store and takes a lease of its own. */
function take(): Promise<void> {
  say(String(openStore(file).acquire({ service: `s${process.pid}`, environment: 'local' }).token));
  return Promise.resolve();
}

const modes = { hold, write, fill, take, recount };
await modes[mode as keyof typeof modes]();
