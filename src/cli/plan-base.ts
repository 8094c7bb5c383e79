import type { BasePlan } from '../app/generate/plan-base.ts';
import { causeText, changeLines, plural } from './change-lines.ts';
import { names } from './format.ts';
import type { Output } from './output.ts';
import { screenOf, tellDiffs } from './plan-screen.ts';
import { tellProblems } from './team-findings.ts';
import { visible } from './visible.ts';

/** Fields beyond this are counted. */
const mostCauses = 20;

/** Cause, effect and files of a change of the documents, for a terminal. */
export async function tellBase(plan: BasePlan, diff: boolean | undefined, output: Output): Promise<void> {
  const { fieldName } = await import('../app/generate/field-label.ts');
  const { causes, effects, changes, ref, commit } = plan;
  output.answer(`${names(plan.services)}  since ${visible(ref)} (${commit.slice(0, 7)})`);
  const shown = causes.slice(0, mostCauses).map(cause => causeText(cause, fieldName));
  if (shown.length < causes.length) shown.push(`and ${plural(causes.length - shown.length, 'more field')}`);
  const lines = [
    ...rows('cause', shown.length > 0 ? shown : ['no field of the documents changed']),
    ...rows(
      'effect',
      effects.map(({ text }) => visible(text)),
    ),
    `files   ${changes.length === 0 ? 'none change' : plural(changes.length, 'file')}`,
  ];
  for (const line of lines) output.answer(line);
  for (const line of changeLines(changes, screenOf(output), fieldName)) output.answer(line);
  await tellDiffs(changes, diff, output);
  tellProblems(plan, plan.ok ? undefined : 'generate would write nothing', output);
}

const rows = (title: string, texts: readonly string[]) =>
  texts.map((text, i) => `${i === 0 ? title.padEnd(8) : ' '.repeat(8)}${text}`);
