/** Command and arguments of a container: they reach it as they are written, placeholders are not filled in. */
import { problem } from '../../../errors/index.ts';
import type { FieldPath } from '../../../model/facts.ts';
import type { TreeNode } from '../tree/node.ts';
import type { Container } from './container.ts';
import { child, type Sheet, scalarsOf } from './sheet.ts';

export function readCommand({ node, path, field, sheet }: Container): void {
  readWords(child(node, 'command'), [...path, 'command'], `${field}.command`, sheet);
  readWords(child(node, 'args'), [...path, 'arguments'], `${field}.args`, sheet);
}

/** The words of an argv; empty ones are words too. */
export function readWords(list: TreeNode | undefined, path: FieldPath, field: string, sheet: Sheet): void {
  for (const [i, word] of scalarsOf(list).entries()) {
    sheet.state([...path, i], word.token.text, word);
    const placeholder = /\$\{(?:resources|metadata)\.[^}]{0,256}\}/.exec(word.token.text);
    if (!placeholder || word.token.text[placeholder.index - 1] === '$') continue;
    const facts = { field: `${field}[${i}]`, placeholder: placeholder[0] };
    sheet.report(problem('score-placeholder-unfilled', facts, { at: word.token.at }));
  }
}
