import type { Outcome } from '../run-program.ts';
import { below, type Finding } from './adapter.ts';

/** `scripts/a.sh:3:1: reason` */
const complaint = /^(.+?):(\d+):\d+: (.*)$/;

/**
 * What formatters say that are asked for names alone: on stdout each file that they would write in another way, on
 * stderr where one does not parse.
 *
 * @throws for words about no file
 */
export function formatterFindings(
  { stdout, stderr }: Outcome,
  root: string,
  message: string,
): readonly Finding[] {
  return [
    ...linesOf(stdout).map((file): Finding => ({ id: 'format', message, file: below(root, file) })),
    ...linesOf(stderr).map((text): Finding => {
      const [, file, line, reason = ''] = complaint.exec(text) ?? [];
      if (file === undefined) throw new Error(text);
      return { id: 'parse', message: reason, file: below(root, file), line: Number(line) };
    }),
  ];
}

const linesOf = (text: string) => text.split('\n').filter(line => line !== '');
