/** REQ 7.1: parameters that say where and for how long. The others are unused. */
import { label } from '../../../model/names.ts';
import { bare, type Token } from '../../../model/token.ts';
import { count, percent, seconds } from '../../../model/values/numbers.ts';
import type { Parse } from '../../../model/values/parse.ts';
import {
  flagName,
  httpToken,
  increase,
  prometheusUrl,
  surge,
  weight,
} from '../../../model/values/rollout.ts';
import { boolean, text } from '../../../model/values/text.ts';
import { provider } from '../../../model/values/words.ts';
import type { Gathering } from '../gathering.ts';
import type { Section } from '../markdown/outline.ts';
import { items } from '../markdown/phrase.ts';
import { type Columns, readTable, sectionName } from './table.ts';

const columns = {
  parameter: { title: 'Parameter' },
  default: { title: 'Default' },
} as const satisfies Columns<string>;

const rules: ReadonlyMap<string, { path: readonly string[]; parse: Parse }> = new Map([
  ['cloud-provider', { path: ['service', 'cloud', 'provider'], parse: provider }],
  ['default-region', { path: ['service', 'cloud', 'region'], parse: text('region') }],
  ['deployment-timeout', time('deploySeconds')],
  ['health-check-timeout', time('readySeconds')],
  ['rollback-timeout', time('rollbackSeconds')],
  ['max-surge', rollout('maxSurge', surge('surge'))],
  ['max-unavailable', rollout('maxUnavailable', surge('missing instances'))],
  ['canary-baseline', rollout('baseline', boolean('baseline'))],
  ['mirror-percent', rollout('mirrorPercent', percent('mirrored requests'))],
  ['sticky-cookie', rollout('sticky.cookie', httpToken('cookie'))],
  ['sticky-header', rollout('sticky.header', httpToken('header'))],
  ['release-flag', rollout('flag', flagName)],
  ['approve-switch', rollout('approveSwitch', boolean('approval'))],
  ['allowed-error-increase', rollout('allowedErrorIncreasePercent', increase('error rate'))],
  ['allowed-latency-increase', rollout('allowedLatencyIncreasePercent', increase('latency'))],
  ['prometheus-url', rollout('prometheus.url', prometheusUrl)],
  ['max-retry-attempts', { path: ['service', 'automation', 'retries'], parse: count('retries', 0) }],
]);

function rollout(field: string, parse: Parse): { path: readonly string[]; parse: Parse } {
  return { path: ['service', 'rollout', ...field.split('.')], parse };
}

function time(field: string) {
  return rollout(field, seconds(field.replace('Seconds', ' timeout')));
}

export function readParameters(section: Section, gathering: Gathering): void {
  for (const row of readTable(section, columns, gathering)) {
    const cell = row.parameter && bare(row.parameter);
    const name = (cell && label(cell.text)) ?? '';
    const rule = rules.get(name);
    if (cell && name === 'canary-steps') {
      gathering.follow(cell);
      readSteps(row.default, gathering);
    } else if (cell && rule) {
      gathering.follow(cell);
      gathering.read(rule.path, row.default && bare(row.default), rule.parse);
    } else if (cell) gathering.skip(`${sectionName(section)}, ${cell.text}`, cell);
  }
}

/** "10 %, 50 %": one document says all steps. */
function readSteps(cell: Token | undefined, gathering: Gathering): void {
  for (const [i, step] of (cell ? items(cell) : []).entries())
    gathering.read(['service', 'rollout', 'steps', i, 'weight'], step, weight);
}
