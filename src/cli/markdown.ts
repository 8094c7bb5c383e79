import { visible } from './visible.ts';

/** The one encoder of GitHub flavoured Markdown: whatever comes from a document or a file goes through it. */

/**
 * Text in the flow: every letter that could mean something is written as itself. Mentions, references and addresses are
 * found in the text after it was rendered, which only an empty comment in them prevents.
 */
export function escaped(text: string): string {
  return oneLine(text)
    .replaceAll(/[&<>\\`*_{}[\]()#+!|~]/g, letter =>
      '&<>'.includes(letter) ? entity(letter) : `\\${letter}`,
    )
    .replaceAll(/[@#]|\/(?=\/)|\bwww(?=\.)/gi, found => `${found}<!-- -->`);
}

/** A code span: nothing in it is markup, a mention or a link; in a table a bar would still end the cell. */
export function code(text: string): string {
  const shown = oneLine(text).replaceAll('|', '\\|');
  const ticks = '`'.repeat(longest(shown, '`') + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') || shown === '' ? ' ' : '';
  return `${ticks}${pad}${shown}${pad}${ticks}`;
}

/** A fenced block, with a fence that the text does not have. */
export function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longest(text, '`') + 1));
  return `${fence}${language}\n${text.split('\n').map(visible).join('\n')}\n${fence}`;
}

/** For the inside of an HTML element. */
export function html(text: string): string {
  return oneLine(text).replaceAll(/[&<>"']/g, letter => entity(letter));
}

const entity = (letter: string) => `&#${letter.codePointAt(0)};`;

const oneLine = (text: string) => visible(text.replaceAll(/\r?\n/g, ' '));

function longest(text: string, letter: string): number {
  let [most, run] = [0, 0];
  for (const found of text) {
    run = found === letter ? run + 1 : 0;
    most = Math.max(most, run);
  }
  return most;
}
