/** REQ 9.5.8: the list **Deployment Hooks**. */
import { label } from '../../../model/names.ts';
import { bare, slice, type Token, trim } from '../../../model/token.ts';
import { commandWords } from '../../../model/values/command.ts';
import { seconds } from '../../../model/values/numbers.ts';
import { hookPoint } from '../../../model/values/words.ts';
import type { Gathering } from '../gathering.ts';
import type { Section } from '../markdown/outline.ts';
import { ledItems } from './lists.ts';

/** "- Migration: `npm run migrate` (10 minutes)" and "- Warm-up (post-deploy): `node warm.js`". */
export function readHooks(section: Section, gathering: Gathering): void {
  for (const { key, value } of ledItems(section, 'Deployment Hooks', gathering)) {
    const [called, point] = bracketed(key);
    const name = label(called.text);
    if (name === undefined) {
      gathering.skip('9.5.8, Deployment Hooks', key);
      continue;
    }
    const path = ['service', 'hooks', { name }];
    gathering.state([...path, 'name'], name, called);
    gathering.read([...path, 'at'], point ?? called, hookPoint);
    const [command, time] = bracketed(value);
    const words = commandWords(bare(command));
    if ('id' in words) gathering.problems.push(words);
    else for (const [i, word] of words.entries()) gathering.state([...path, 'command', i], word.text, word);
    gathering.read([...path, 'timeoutSeconds'], time, seconds('timeout of the hook'));
  }
}

/** A text and what stands in brackets at its end. */
function bracketed(whole: Token): readonly [Token, Token | undefined] {
  const match = /\(([^()]*)\)\s*$/.exec(whole.text);
  if (!match || match.index === 0) return [whole, undefined];
  const start = match.index + 1;
  return [trim(slice(whole, 0, match.index)), trim(slice(whole, start, start + (match[1]?.length ?? 0)))];
}
