/** Targets that a rule for alerts tells by the way: it alarms where the service is no longer what was promised. */
import { slice, type Token } from '../../model/token.ts';
import { milliseconds, percent } from '../../model/values/numbers.ts';
import type { Parse } from '../../model/values/parse.ts';
import type { Gathering } from './gathering.ts';

interface Rule {
  readonly form: RegExp;
  readonly field: (match: RegExpExecArray) => string;
  readonly parse: Parse;
}

const rules: readonly Rule[] = [
  {
    form: /\bp(50|95|99)[ _]?(?:latency|response time|duration)\b[^<>\d]{0,20}[>≥]=? ?(\d{1,9}(?:\.\d{1,3})? ?(?:ms|s|sec|seconds?))\b/i,
    field: match => `p${match[1] ?? ''}Ms`,
    parse: milliseconds('latency'),
  },
  {
    form: /\b(error[ _]rate)\b[^<>\d]{0,20}[>≥]=? ?(\d{1,3}(?:\.\d{1,6})? ?%)/i,
    field: () => 'maxErrorPercent',
    parse: percent('share of errors'),
  },
];

/** "Degradation: p95 latency > 250ms", "Error rate > 1 %": counted where no document states the target itself. */
export function readTargets(alert: Token, gathering: Gathering): void {
  for (const { form, field, parse } of rules) {
    const match = form.exec(alert.text);
    if (!match?.[2]) continue;
    const end = match.index + match[0].length;
    const value = slice(alert, end - match[2].length, end);
    gathering.read(['service', 'performance', field(match)], value, parse, { derived: true });
  }
}
