import { sha256 } from '../sha256.ts';

/** Texts in one file, which is named by what it holds and never changes. */
export interface Pack {
  readonly name: string;
  readonly content: string;
}

/**
 * The texts, by SHA-256: how many there are, the SHA-256 and the number of lines of each, then their lines. Before each
 * line stands the beginning of the name. Else git takes the packs that two branches put in the place of one for two new
 * names of it, which is a conflict.
 */
export function printPack(texts: ReadonlyMap<string, string>): Pack {
  const id = sha256([...texts.keys()].join('\n'));
  const between = `\n${markOf(id)}`;
  const [heads, bodies]: [string[], string[]] = [[], []];
  for (const [digest, text] of texts) {
    const lines = text.split('\n');
    heads.push(`${digest} ${lines.length}`);
    // Joined, which makes one string; what is put together by replacing is a chain of as many as there are lines.
    bodies.push(lines.join(between));
  }
  return { name: `${id}.pack`, content: markOf(id) + [texts.size, ...heads, ...bodies].join(between) };
}

/** The SHA-256 of each text in a pack, in the order of the texts; none for what is no pack. */
export const digestsIn = (content: string): string[] => headsIn(content).map(({ digest }) => digest);

/** The texts of a pack by SHA-256, without those that are other texts: somebody may have changed the file. */
export function textsIn(content: string): Map<string, string> {
  const heads = headsIn(content);
  const mark = content.slice(0, markLength);
  const lines = content.split('\n').map(line => (line.startsWith(mark) ? line.slice(markLength) : line));
  const texts = new Map<string, string>();
  let from = 1 + heads.length;
  for (const { digest, count } of heads) {
    const text = lines.slice(from, from + count).join('\n');
    if (sha256(text) === digest) texts.set(digest, text);
    from += count;
  }
  return texts;
}

/** The text in a file of its own, marked or as it is, as older versions kept them; none when it is another one. */
export function textAlone(content: string, digest: string): Map<string, string> {
  const unmarked = content.replaceAll(new RegExp(`^${markOf(digest)}`, 'gm'), '');
  const text = [content, unmarked].find(found => sha256(found) === digest);
  return new Map(text === undefined ? [] : [[digest, text]]);
}

const markLength = 9;
const markOf = (id: string) => `${id.slice(0, markLength - 1)} `;

function headsIn(content: string): { digest: string; count: number }[] {
  const [first = ''] = content.split('\n', 1);
  const count = Number(first.slice(markLength));
  if (!Number.isSafeInteger(count)) return [];
  const lines = content.split('\n', 1 + count).slice(1);
  const heads = lines.map(line => /^([0-9a-f]{64}) (\d{1,9})$/.exec(line.slice(markLength)));
  return heads.flatMap(found => (found?.[1] ? [{ digest: found[1], count: Number(found[2]) }] : []));
}
