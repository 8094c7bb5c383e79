import { change, plain, type Text } from '../../../model/traced.ts';
import { wellFormed } from './literals.ts';

export type Style = 'snake' | 'pascal' | 'camel';

const join: Readonly<Record<Style, (words: readonly string[]) => string>> = {
  snake: words => words.join('_'),
  pascal: words => words.map(capital).join(''),
  camel: ([first = '', ...others]) => [first, ...others.map(capital)].join(''),
};

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/**
 * Titles as names of functions, in their order: words of letters and digits behind `lead`, and a number behind a name
 * that another one has.
 */
export function functionNames(titles: readonly Text[], lead: string, style: Style): readonly Text[] {
  const taken = new Set<string>();
  return titles.map(title => {
    const free = freeName(
      join[style]([...(lead === '' ? [] : [lead]), ...wordsOf(plain(title))]),
      style,
      taken,
    );
    taken.add(free);
    return change(title, () => free);
  });
}

/** Some languages tell names apart by more than their case; files of classes may not. */
function freeName(name: string, style: Style, taken: ReadonlySet<string>): string {
  const parted = style === 'snake' ? '_' : '';
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}${parted}${/\d$/.test(name) && parted === '' ? 'x' : ''}${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function wordsOf(title: string): readonly string[] {
  const words = wellFormed(title)
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? ['request']).join(' ').slice(0, 100).trim().split(' ');
}
