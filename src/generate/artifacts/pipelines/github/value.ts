import type { Value } from '../../../../model/pipeline.ts';
import { type Text, Traced } from '../../../../model/traced.ts';
import { literal } from '../../shared/expression.ts';

const facts = { commit: 'github.sha', actor: 'github.actor', token: 'github.token' } as const;
/** Which step gives which output: all come from the build. */
const givers: Readonly<Record<string, string>> = { image: 'image', digest: 'build' };

/** A value where GitHub evaluates expressions; text of the project is made literal. */
export function expression(value: Value): Text {
  if (typeof value === 'string' || value instanceof Traced) return literal(value);
  if ('secret' in value) return `\${{ secrets.${value.secret} }}`;
  if ('job' in value) return `\${{ needs.${value.job}.outputs.${value.output} }}`;
  if ('fact' in value) return `\${{ ${facts[value.fact]} }}`;
  return stepOutput(value.output);
}

export function stepOutput(output: string): string {
  return `\${{ steps.${givers[output] ?? output}.outputs.${output} }}`;
}
