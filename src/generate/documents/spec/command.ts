import type { FieldPath } from '../../../model/facts.ts';
import { commandWords } from '../../../model/values/command.ts';
import type { Gathering } from '../gathering.ts';
import type { Cursor } from '../tree/cursor.ts';

/** A command as words, or as one text that is split into words; no shell is involved. */
export function readCommand(command: Cursor, path: FieldPath, gathering: Gathering): void {
  if (command.isList) {
    const words = command.items().flatMap(item => item.value() ?? []);
    for (const [i, word] of words.entries()) gathering.state([...path, i], word.text, word);
    return;
  }
  const written = command.value('a list of words, or a text');
  const words = written ? commandWords(written) : [];
  if ('id' in words) gathering.problems.push(words);
  else for (const [i, word] of words.entries()) gathering.state([...path, i], word.text, word);
}
