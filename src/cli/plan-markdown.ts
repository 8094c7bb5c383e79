import type { Cause } from '../app/generate/causes.ts';
import type { FileChange } from '../app/generate/changes.ts';
import type { BasePlan } from '../app/generate/plan-base.ts';
import { coveredProblems } from '../app/generate/secrets/covered-problems.ts';
import { unifiedDiff } from '../app/generate/unified-diff.ts';
import type { Problem } from '../errors/index.ts';
import { plural, signOf } from './change-lines.ts';
import { code, escaped, fenced, html } from './markdown.ts';
import { toldProblems } from './team-findings.ts';
import { cut } from './visible.ts';

/** GitHub takes 65,536 characters in a comment; GitLab and Azure take more. */
const mostLetters = 60_000;
const mostCauses = 50;

/** A plan for a pull request: cause, effect, files, and the diff folded away. GitHub flavoured Markdown. */
export function planMarkdown(plan: BasePlan, label: (field: string) => string): string {
  const { services, ref, commit, effects, causes, changes } = plan;
  const { told, rest } = toldProblems(plan.problems, plan.yours);
  const head = [
    `### devops-flow: ${services.map(code).join(', ')}`,
    '',
    `Compared with ${code(ref)} (${commit.slice(0, 7)}).`,
    '',
    '**Cause**',
    '',
    ...causeTable(causes, label),
    '',
    '**Effect**',
    '',
    ...effects.map(({ text }) => `- ${escaped(text)}`),
    '',
    `**Files**: ${changes.length === 0 ? 'none change' : plural(changes.length, 'file')}`,
    '',
    ...problemList(coveredProblems(told), rest),
  ].join('\n');
  return `${head}${diffs(changes, mostLetters - head.length)}`;
}

function causeTable(causes: readonly Cause[], label: (field: string) => string): string[] {
  if (causes.length === 0) return ['No field of the documents changed.'];
  const rows = causes.slice(0, mostCauses).map(cause => {
    const cells = [escaped(label(cause.field)), value(cause.old), value(cause.new), place(cause)];
    return `| ${cells.join(' | ')} |`;
  });
  const more = causes.length - rows.length;
  return [
    '| field | before | now | where |',
    '|---|---|---|---|',
    ...rows,
    ...(more > 0 ? ['', `and ${plural(more, 'more field')}`] : []),
  ];
}

const value = (text: string | undefined) => (text === undefined ? '' : code(cut(text, 200, '…')));

function place({ at, option, default: reason }: Cause): string {
  if (at) return code(`${at.file}:${at.line}`);
  return option === undefined ? escaped(reason === undefined ? '' : `default: ${reason}`) : code(option);
}

function problemList(problems: readonly Problem[], rest: string | undefined): string[] {
  if (problems.length === 0 && rest === undefined) return [];
  const lines = problems.slice(0, 20).map(({ id, severity, message, at, artifact }) => {
    const where = at ? `${at.file}:${at.line}` : artifact;
    return `- ${severity} ${code(id)}: ${escaped(message)}${where === undefined ? '' : ` (${code(where)})`}`;
  });
  const more = problems.length - lines.length;
  const counted = [...(more > 0 ? [`- and ${more} more`] : []), ...(rest === undefined ? [] : [`- ${rest}`])];
  return ['**Problems**', '', ...lines, ...counted, ''];
}

const diffSigns = { hunk: '', same: ' ', added: '+', removed: '-' } as const;

/** One folded part a file, as many as fit. */
function diffs(changes: readonly FileChange[], room: number): string {
  let text = '';
  for (const [i, { path, action, added, removed, before = '', after = '' }] of changes.entries()) {
    const lines = unifiedDiff(before, after).map(({ kind, text }) => `${diffSigns[kind]}${text}`);
    const title = `${signOf(action, true)} ${path}`;
    const part = `\n<details><summary><code>${html(title)}</code> +${added} -${removed}</summary>\n\n${fenced(lines.join('\n'), 'diff')}\n\n</details>\n`;
    if (text.length + part.length > room)
      return `${text}\n${plural(changes.length - i, 'more file')}: too long for a comment, see \`devops-flow plan --base\`.\n`;
    text += part;
  }
  return text;
}
