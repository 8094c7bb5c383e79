import type { Value } from '../../../../model/pipeline.ts';
import { plain, type Text, Traced } from '../../../../model/traced.ts';
import { literal } from '../../shared/expression.ts';

const facts = {
  commit: 'github.sha',
  actor: 'github.actor',
  token: 'github.token',
  status: 'job.status',
} as const;
/** Which step gives which output: all come from the build. */
const givers: Readonly<Record<string, string>> = { image: 'image', digest: 'build' };

/** A value where GitHub evaluates expressions; text of the project is made literal. */
export function expression(value: Value): Text {
  if (typeof value === 'string' || value instanceof Traced) return literal(value);
  if ('secret' in value) return `\${{ secrets.${value.secret} }}`;
  if ('job' in value) return `\${{ needs.${value.job}.outputs.${value.output} }}`;
  if ('fact' in value) return `\${{ ${facts[value.fact]} }}`;
  if ('matrix' in value) return `\${{ matrix.${value.matrix} }}`;
  if ('temporary' in value) return `\${{ runner.temp }}/${value.temporary}`;
  if ('workspace' in value) return `${value.before ?? ''}\${{ github.workspace }}/${value.workspace}`;
  return stepOutput(value.output);
}

export function stepOutput(output: string): string {
  return `\${{ steps.${givers[output] ?? output}.outputs.${output} }}`;
}

/** A string inside an expression: in single quotes, a quote in it doubled. */
export const expressionString = (value: Text): string => `'${plain(value).replaceAll("'", "''")}'`;
