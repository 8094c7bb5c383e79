import type { FileChange } from '../app/generate/changes.ts';
import type { Screen } from './change-lines.ts';
import type { Output } from './output.ts';

/** A terminal that says it has no column at all does not know how many it has. */
export const screenOf = (
  output: Pick<Output, 'glyphs'>,
  stdout: { readonly isTTY?: boolean; readonly columns?: number } = process.stdout,
): Screen => ({
  width: stdout.isTTY ? stdout.columns || undefined : undefined,
  utf8: output.glyphs.arrow === '→',
});

/** What is quickly read; more is printed when it is asked for. */
const fewLines = 80;

/** With --diff everything; on a terminal, unless --no-diff is given, what changed, as far as it is quickly read. */
export async function tellDiffs(
  changes: readonly FileChange[],
  asked: boolean | undefined,
  output: Output,
): Promise<void> {
  if (asked === false || !(asked ?? process.stdout.isTTY)) return;
  const { diffLines } = await import('./diff.ts');
  const isShown = ({ action }: FileChange) => asked === true || action === 'changed' || action === 'merged';
  const texts = changes
    .filter(isShown)
    .map(({ path, before = '', after = '' }) => diffLines({ path, before, after }, output.paint));
  const lines = texts.flat();
  if (lines.length === 0) return;
  const shown = asked ? lines : lines.slice(0, fewLines);
  output.answer('');
  for (const line of shown) output.answer(line);
  if (shown.length < lines.length)
    output.answer(output.paint.dim(`${lines.length - shown.length} more lines: --diff shows them`));
  output.answer('');
}
