import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tally } from '../suite/tally.ts';
import type { Engine } from './engine.ts';
import { generated } from './generated.ts';
import type { Sample } from './samples.ts';

/** Builds the image of a service, and holds what runs against what its Dockerfile promises. */
export async function tryImage(
  engine: Engine,
  sample: Sample,
  program: string,
  work: string,
  record: Tally,
): Promise<void> {
  record.title(sample.name);
  const { runtime } = sample;
  if (!runtime) return record.skip('this machine has no runtime of a version that images are listed of');
  const folder = join(work, sample.name.replaceAll(/\W+/g, '-'));
  mkdirSync(folder, { recursive: true });
  sample.layOut(folder);
  if (!generated(program, folder, record)) return;
  for (const image of runtime.images) engine.bring(image);
  const tag = `sample-${sample.name.replaceAll(/\W+/g, '-').toLowerCase()}`;
  const built = engine.docker('build', '--file', join(folder, 'Dockerfile'), '--tag', tag, folder);
  if (!record.judge('its Dockerfile builds as it is', built.code === 0, () => built.text)) return;
  await tryContainer(engine, tag, sample.first, record);
}

const strict = ['--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];

async function tryContainer(engine: Engine, tag: string, first: RegExp, record: Tally): Promise<void> {
  const { docker } = engine;
  const name = `run-${tag}`;
  const started = docker('run', '--detach', '--name', name, '--volume', `${tag}:/data`, ...strict, tag);
  const log = () => docker('logs', name).text;
  if (!record.judge('starts with a read-only root and no capability', started.code === 0, () => started.text))
    return;
  const state = (format: string) => docker('inspect', name, '--format', format).text;
  const health = await settled(() => state('{{.State.Health.Status}}'));
  record.judge('its HEALTHCHECK turns healthy', health === 'healthy', () => `${health}\n${log()}`);
  const inside = (...words: readonly string[]) => docker('exec', name, ...words);
  record.equal('runs as a user above 10000', inside('id', '-u').text, '10001');
  record.judge('cannot write its root', inside('touch', '/app/x').code !== 0);
  const process = inside('cat', '/proc/1/cmdline')
    .text.split('\u0000')
    .filter(word => word !== '')
    .join(' ');
  record.judge('is the first process itself', first.test(process), () => process);
  docker('stop', '--time', '30', name);
  // 137 would be SIGKILL after the grace time.
  record.equal('ends by itself when it is told to', state('{{.State.ExitCode}}'), '0');
  docker('rm', '--force', '--volumes', name);
}

/** The state of health once it is no longer starting; up to a minute. */
async function settled(ask: () => string): Promise<string> {
  for (let tries = 0; tries < 120; tries += 1) {
    const found = ask();
    if (found !== 'starting') return found;
    await pause(500);
  }
  return 'starting';
}
