/** What a SPEC promises of the answers as a whole: latency, load, errors. */
import { milliseconds, percent, requestRate } from '../../../model/values/numbers.ts';
import type { Parse } from '../../../model/values/parse.ts';
import type { Cursor } from '../tree/cursor.ts';

const latency = milliseconds('latency');
const load = requestRate('load');

/** Where each target stands, and where it is only said by the way: in what a test of it must show. */
const targets: readonly (readonly [from: string, field: string, parse: Parse])[] = [
  ['latency_targets.p50_milliseconds', 'p50Ms', latency],
  ['latency_targets.p95_milliseconds', 'p95Ms', latency],
  ['latency_targets.p99_milliseconds', 'p99Ms', latency],
  ['latency_targets.max_milliseconds', 'maxMs', latency],
  ['throughput_targets.sustained_requests_per_second', 'sustainedRate', load],
  ['throughput_targets.burst_requests_per_second', 'burstRate', load],
  ['error_targets.max_error_percent', 'maxErrorPercent', percent('share of errors')],
];
const shown: typeof targets = [
  ['performance_tests.target_p50_latency_ms', 'p50Ms', latency],
  ['performance_tests.target_p95_latency_ms', 'p95Ms', latency],
  ['performance_tests.target_p99_latency_ms', 'p99Ms', latency],
  ['load_tests.sustained_load_rps', 'sustainedRate', load],
  ['load_tests.burst_load_rps', 'burstRate', load],
];

export function readPerformance(spec: Cursor): void {
  const promised = spec.inside('performance');
  for (const [from, field, parse] of targets)
    promised.inside(from).readFilled(['service', 'performance', field], parse);
  const verification = spec.inside('verification');
  for (const [from, field, parse] of shown) {
    const [list = '', key = ''] = from.split('.');
    for (const item of verification.inside(list).items())
      item.inside(key).readFilled(['service', 'performance', field], parse, { derived: true });
  }
}
