/** REQ 7.1: parameters that say where and for how long. The others are unused. */
import { label } from '../../../model/names.ts';
import { bare } from '../../../model/token.ts';
import { count, seconds } from '../../../model/values/numbers.ts';
import type { Parse } from '../../../model/values/parse.ts';
import { text } from '../../../model/values/text.ts';
import { provider } from '../../../model/values/words.ts';
import type { Gathering } from '../gathering.ts';
import type { Section } from '../markdown/outline.ts';
import { type Columns, readTable, sectionName } from './table.ts';

const columns = {
  parameter: { title: 'Parameter' },
  default: { title: 'Default' },
} as const satisfies Columns<string>;

const rules: ReadonlyMap<string, { path: readonly string[]; parse: Parse }> = new Map([
  ['cloud-provider', { path: ['service', 'cloud', 'provider'], parse: provider }],
  ['default-region', { path: ['service', 'cloud', 'region'], parse: text('region') }],
  ['deployment-timeout', rollout('deploySeconds')],
  ['health-check-timeout', rollout('readySeconds')],
  ['rollback-timeout', rollout('rollbackSeconds')],
  ['max-retry-attempts', { path: ['service', 'automation', 'retries'], parse: count('retries', 0) }],
]);

function rollout(field: string): { path: readonly string[]; parse: Parse } {
  return { path: ['service', 'rollout', field], parse: seconds(field.replace('Seconds', ' timeout')) };
}

export function readParameters(section: Section, gathering: Gathering): void {
  for (const row of readTable(section, columns, gathering)) {
    const cell = row.parameter && bare(row.parameter);
    const rule = cell && rules.get(label(cell.text) ?? '');
    if (cell && rule) {
      gathering.follow(cell);
      gathering.read(rule.path, row.default && bare(row.default), rule.parse);
    } else if (cell) gathering.skip(`${sectionName(section)}, ${cell.text}`, cell);
  }
}
