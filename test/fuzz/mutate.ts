/** Texts that are almost documents: real ones cut, doubled, spliced and sprinkled with what breaks parsers. */
import type { Random } from './random.ts';

const breakers = [
  '\0',
  '\u0085',
  '\u2028',
  '\uFEFF',
  '\uD800',
  '\t',
  '\r\n',
  '\n\n',
  '  ',
  '- ',
  '? ',
  ': ',
  ' #',
  '---\n',
  '...\n',
  '{',
  '}',
  '[',
  ']',
  ',',
  '&a ',
  '*a',
  '<<: ',
  '!!binary ',
  '!!js/function ',
  '!reset ',
  '!override ',
  '|',
  '>-',
  '"',
  "'",
  '\\',
  '`',
  '```yaml\n',
  '|---|---|\n',
  '| a | b |\n',
  '## ',
  '# ',
  '**',
  '> ',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'null',
  '~',
  'true',
  'no',
  '.inf',
  '0o7',
  '1e999',
  '-1',
  '99999999999999999999',
  '3.10',
  '${',
  '$${',
  '${A:-${B:-x}}',
  '${resources.x.y}',
  '${metadata.name}',
  '@threshold: PRD.01.a.b',
  '@adr: ADR-01',
  '../../../etc/passwd',
  '/',
  '*',
  'ä',
  '💥',
];

/** Inputs of one parser: each call gives another text, the same ones for the same seed. */
export function inputsFrom(seeds: readonly string[], random: Random): () => string {
  const lines = seeds.flatMap(seed => seed.split('\n'));
  const next = () => {
    let text = start(seeds, lines, random);
    for (let n = random.below(6); n >= 0; n--) text = mutate(text, lines, random);
    return text.slice(0, 65_536);
  };
  return next;
}

/** Mostly a few lines of a document, now and then a whole one: small texts reach more places in the same time. */
function start(seeds: readonly string[], lines: readonly string[], random: Random): string {
  const seed = random.pick(seeds, '');
  const kind = random.below(120);
  if (kind === 0) return seed;
  const own = seed.split('\n');
  if (kind < 80) {
    const from = kind < 40 ? 0 : random.below(own.length);
    return own.slice(from, from + 1 + random.below(10)).join('\n');
  }
  return Array.from({ length: random.below(8) }, () => random.pick(lines, '')).join('\n');
}

function mutate(text: string, lines: readonly string[], random: Random): string {
  const [from, length] = [random.below(text.length + 1), random.below(40)];
  const [head, cut, tail] = [text.slice(0, from), text.slice(from, from + length), text.slice(from + length)];
  const breaker = random.pick(breakers, '');
  switch (random.below(9)) {
    case 0:
      return head + tail;
    case 1:
      return head + cut + cut + tail;
    case 2:
      return head + breaker + cut + tail;
    case 3:
      return head + breaker + tail;
    case 4:
      return head + String.fromCharCode(random.below(0x10000)) + cut + tail;
    case 5:
      return `${head}\n${random.pick(lines, '')}\n${cut}${tail}`;
    case 6:
      return tail + head + cut;
    case 7:
      return head + breaker.repeat(random.below(30)) + cut + tail;
    default:
      return head.split('\n').toReversed().join('\n') + cut + tail;
  }
}
