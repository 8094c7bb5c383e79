/** Texts of one size that are all alike inside: what takes too long for one parser or another. */
import type { Random } from './random.ts';

const signs = [
  '[',
  ']',
  '{',
  '}',
  '- ',
  '? ',
  ': ',
  ', ',
  '&a [*a,',
  'a: ',
  '${',
  '${A:-',
  '"',
  "'",
  '|',
  '`',
  '#',
  '| a ',
  '- [ ] ',
  '- [x] a ',
  '\t',
  ' ',
  '!',
  '*',
  '\\',
  '%',
  '<<: ',
  'a:\n ',
  '- a',
  '- {}',
  '- {a: 1}',
  '[],',
  '{},',
  'a,',
  'a: b,',
  '"a":1,',
  '---',
  '--- a',
  '- "a',
  '> ',
  '* ',
  '1. ',
  '**',
  '[a](',
  '<a',
  '<!--',
  '</a>',
  '```',
  '~~~',
  '$A ',
  '=',
  'a=',
  '\0',
  '\u0085',
  'ä',
  '💥',
];

/** A unit with a number in it, so that each is another: names, keys, values, places. */
const numbered: readonly ((n: number) => string)[] = [
  n => `k${n}: ${n}\n`,
  n => `k${n}:\n  a: 1\n`,
  n => `- k${n}\n`,
  n => `- { name: k${n}, value: ${n} }\n`,
  n => `k${n}: &a${n} x\n`,
  n => `k${n}: "@threshold: PRD.0${n % 9}.a.b${n}"\n`,
  n => `k${n}: \${V${n}:-x}\n`,
  n => `k${n}: *a\n`,
  n => `k${n}: { <<: *a }\n`,
  n => `| k${n} | v |\n`,
  n => `- [ ] T${n} x\n`,
  n => `# ${n}\n`,
  n => `## ${n}. a\n`,
  n => `K${n}=v\n`,
  n => `K${n}=\${K${n - 1}}\n`,
  n => `"k${n}": ${n},\n`,
  n => `[${n}]: x\n`,
  n => `- item ${n}\n\n`,
  n => `<a${n}>x</a${n}>\n`,
];

const fill = (size: number, unit: (n: number) => string): string => {
  const parts: string[] = [];
  for (let [n, length] = [0, 0]; length < size; n++) {
    const part = unit(n);
    parts.push(part);
    length += Math.max(1, part.length);
  }
  return parts.join('').slice(0, size);
};

/** Documents, single signs, lines and pieces of documents, each again and again; the numbered ones also below a document. */
export function largeTexts(seeds: readonly string[], random: Random, size: number): string[] {
  const head = random.pick(seeds, '').slice(0, size / 8);
  return [
    ...[...new Set([...seeds, ...signs, ...signs.map(sign => `${sign}\n`)])].map(unit =>
      fill(size, () => unit),
    ),
    ...numbered.map(unit => fill(size, unit)),
    ...numbered.map(unit => `${head}\n${fill(size - head.length - 1, unit)}`),
    ...Array.from({ length: 300 }, () => piece(seeds, random, size)),
  ];
}

/** A few lines of a document again and again, at their own depth, and in half of the cases with a number behind each word. */
function piece(seeds: readonly string[], random: Random, size: number): string {
  const lines = random.pick(seeds, '').split('\n');
  const from = random.below(lines.length);
  const unit = lines.slice(from, from + 1 + random.below(8)).join('\n');
  const above = random.below(3) === 0 ? `${lines.slice(0, from).join('\n')}\n` : '';
  if (random.below(2) === 0) return `${above}${fill(size, () => `${unit}\n`)}`.slice(0, size);
  const words = unit.split(/(?<=[A-Za-z])(?![A-Za-z])/);
  return `${above}${fill(size, n => `${words.join(String(n))}\n`)}`.slice(0, size);
}
