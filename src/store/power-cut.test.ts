import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleForTests } from '../generate/workspace/testing/bundle.ts';
import { Images } from './testing/images.ts';
import { newFile, numbers } from './testing/samples.ts';
import { type Act, actsOf, ForgetfulDisk } from './testing/traced-disk.ts';

const program = bundleForTests(new URL('testing/program.ts', import.meta.url));
const mayTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

/** What the program did to the disk while it appended, until its log was written back at least once. */
function traced(): { file: string; acts: readonly Act[] } {
  const file = newFile();
  const trace = join(dirname(file), 'trace');
  const calls = 'trace=pwrite64,write,fsync,fdatasync,ftruncate';
  const argv = ['-f', '-y', '-xx', '-s', '300000', '-e', calls, '-o', trace];
  const { status, stderr } = spawnSync('strace', [...argv, process.execPath, program, 'recount', file]);
  expect([status, String(stderr)]).toEqual([0, '']);
  const acts = [...actsOf(readFileSync(trace, 'latin1'))];
  expect(acts.some(act => act.what === 'write' && act.file === file && act.at > 3_000_000)).toBe(true);
  return { file, acts };
}

/** How many entries are left of `promised` at each moment at which something was synced, by the worst power cut. */
async function cutEverywhere(
  { file, acts }: { file: string; acts: readonly Act[] },
  keeps: (moment: number, n: number) => boolean,
): Promise<readonly { promised: number; found: readonly number[] }[]> {
  const [disk, images] = [new ForgetfulDisk(), new Images()];
  const seen: { promised: number; found: readonly number[] }[] = [];
  let promised = 0;
  for (const [moment, act] of acts.entries()) {
    const said = /^acknowledged (\d+)/.exec(act.bytes.toString('latin1', 0, 20))?.[1];
    if (said) promised = Number(said);
    if (act.what === 'sync' && promised > 0) {
      const image = disk.image(file, n => keeps(moment, n));
      seen.push({ promised, found: await images.look(image, store => numbers(store.entries('d1'))) });
    }
    disk.do(act);
  }
  return seen;
}

/** In order from 1 on, without a gap, and not less than was promised. */
const keepsItsWord = ({ promised, found }: { promised: number; found: readonly number[] }): boolean =>
  found.length >= promised && found.every((n, index) => n === index + 1);

test.skipIf(!mayTrace)(
  'a power cut at any sync, on a disk that forgets all that was not synced or any part of it, loses nothing acknowledged (needs strace)',
  async () => {
    const recorded = traced();
    for (const keeps of [
      () => false,
      (moment: number, n: number) => ((moment * 31 + n) * 2_654_435_761) % 7 > 3,
    ]) {
      const seen = await cutEverywhere(recorded, keeps);
      expect(seen.length).toBeGreaterThan(44);
      expect(seen.filter(moment => !keepsItsWord(moment))).toEqual([]);
    }
  },
);

test.skipIf(!mayTrace)(
  'a store that left out syncs of its log would be found by that (needs strace)',
  async () => {
    const { file, acts } = traced();
    const without = acts.filter(
      (act, index) => act.what !== 'sync' || act.file !== `${file}-wal` || index % 5 === 0,
    );
    const seen = await cutEverywhere({ file, acts: without }, () => false);
    expect(seen.some(moment => !keepsItsWord(moment))).toBe(true);
  },
);
