import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { compose } from '../../src/generate/artifacts/compose/index.ts';
import { ordersWith } from '../fixtures/orders.ts';
import type { Tally } from '../suite/tally.ts';
import { say } from './engine.ts';

const pieces = [
  '$',
  '$$',
  '${X}',
  '${X:?no}',
  '$(id)',
  '`id`',
  '"',
  "'",
  '\\',
  '#',
  ': ',
  '- ',
  '{{ x }}',
  '!a',
  '&b',
  '*c',
  '\t',
  '\n',
  'é',
  '\u2028',
  'yes',
  '0x1',
];

/** Each piece alone, doubled, and before and behind each of the others. */
const texts = [...pieces, ...pieces.flatMap(a => pieces.map(b => `${a}${b}x`))];

const loaded = v.object({
  services: v.object({ orders: v.object({ environment: v.record(v.string(), v.nullable(v.string())) }) }),
});

/** What the documents hold, as the real docker compose hands it to a container. */
export function tryHostile(program: string, work: string, tally: Tally): void {
  tally.title('texts that mean something to YAML, to Compose or to a shell');
  const variables = texts.map((value, i) => ({
    name: `TEXT_${i}`,
    required: false,
    sensitive: false,
    default: value,
  }));
  const folder = join(work, 'hostile');
  mkdirSync(folder);
  const files = compose.emit({ ...ordersWith({ variables, volumes: [] }), resources: [] }, {});
  writeFileSync(join(folder, 'compose.yaml'), files.find(({ kind }) => kind === 'compose')?.content ?? '');
  const { code, text } = say(program, ['config', '--format', 'json'], { X: 'filled in' }, folder);
  if (!tally.judge('docker compose loads the file', code === 0, () => text)) return;
  const { environment } = v.parse(loaded, JSON.parse(text)).services.orders;
  // It prints a dollar sign as its files have to write it.
  const wrong = texts.filter((value, i) => environment[`TEXT_${i}`]?.replaceAll('$$', '$') !== value);
  tally.equal(`each of ${texts.length} comes out as it went in`, wrong, []);
}
