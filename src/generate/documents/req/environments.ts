/** REQ 9.5.2: environments with their strategies, and the health endpoints. */
import { label } from '../../../model/names.ts';
import { bare, isAbsent, slice, type Token, trim } from '../../../model/token.ts';
import { count, percent, seconds } from '../../../model/values/numbers.ts';
import { boolean, name, text, urlPath } from '../../../model/values/text.ts';
import { strategy, target } from '../../../model/values/words.ts';
import type { Gathering } from '../gathering.ts';
import type { Section } from '../markdown/outline.ts';
import { items } from '../markdown/phrase.ts';
import { readFreezes } from './freezes.ts';
import { ledItems } from './lists.ts';
import { type Columns, type Row, readTable, sectionName } from './table.ts';
import { zones } from './zones.ts';

const columns = {
  environment: { title: 'Environment' },
  strategy: { title: 'Deployment Strategy' },
  rollback: { title: 'Rollback Time' },
  replicas: { title: 'Replicas' },
  regions: { title: 'Regions' },
  bake: { title: 'Bake Time', optional: true },
  errors: { title: 'Error Limit', optional: true },
  approval: { title: 'Approval', optional: true },
  target: { title: 'Target', optional: true },
  freezes: { title: 'Freezes', optional: true },
  hold: { title: 'Hold Time', optional: true },
} as const satisfies Columns<string>;

export function readEnvironments(section: Section, gathering: Gathering): void {
  for (const row of readTable(section, columns, gathering)) {
    const cell = row.environment && bare(row.environment);
    const named = cell && label(cell.text);
    if (cell && named) readEnvironment(named, cell, row, gathering);
    else if (cell) gathering.read(['service', 'environments'], cell, name('environment'));
  }
  readHealth(section, gathering);
}

const isSaid = (cell: Token | undefined) => cell !== undefined && !isAbsent(cell);

function readEnvironment(
  name: string,
  cell: Token,
  row: Row<keyof typeof columns>,
  gathering: Gathering,
): void {
  const path = ['service', 'environments', { name }];
  gathering.state([...path, 'name'], name, cell);
  const plan = row.strategy && bare(row.strategy);
  if (plan?.text.toLowerCase() === 'manual') gathering.state([...path, 'approval'], true, plan);
  // The column has a word for an approval, so any other word says that there is none.
  else if (gathering.read([...path, 'strategy'], plan, strategy) && plan && !isSaid(row.approval))
    gathering.state([...path, 'approval'], false, plan, { derived: true });
  gathering.read([...path, 'approval'], row.approval && bare(row.approval), boolean('approval'));
  gathering.read([...path, 'target'], row.target && bare(row.target), target);
  gathering.read([...path, 'rollbackSeconds'], row.rollback, seconds('rollback time'));
  gathering.read([...path, 'replicas'], row.replicas, count('replicas'));
  gathering.read([...path, 'bakeSeconds'], row.bake, seconds('bake time'));
  gathering.read([...path, 'maxErrorPercent'], row.errors, percent('error limit'));
  gathering.read([...path, 'holdSeconds'], row.hold, seconds('hold time'));
  if (row.freezes) readFreezes(path, row.freezes, gathering);
  if (row.regions && !isAbsent(row.regions)) readRegions(path, row.regions, gathering);
}

/** "us-east-1a,1b,1c (multi-AZ HA)": regions or zones, and a remark in brackets. */
function readRegions(path: readonly (string | { name: string })[], cell: Token, gathering: Gathering): void {
  const match = /\(([^()]*)\)\s*$/.exec(cell.text);
  const list = match ? trim(slice(cell, 0, match.index)) : cell;
  gathering.facts.push(...zones([...path, 'regions'], items(list)));
  if (!match) return;
  const remark = slice(cell, match.index + 1, match.index + 1 + (match[1]?.length ?? 0));
  gathering.read([...path, 'regionNote'], remark, text('region note'));
}

const probes: ReadonlyMap<string, string> = new Map([
  ['liveness', 'live'],
  ['readiness', 'ready'],
  ['startup', 'startup'],
]);

/** "- Readiness: `/health/ready` - Service availability check": the remark behind the path is prose. */
function readHealth(section: Section, gathering: Gathering): void {
  for (const { value, name, key } of ledItems(section, 'Health Endpoints', gathering)) {
    const probe = probes.get(name);
    const written = /^`?([^\s`]{1,512})/.exec(value.text);
    if (!probe || !written?.[1]) {
      gathering.skip(`${sectionName(section)}, health endpoint ${key.text}`, value);
      continue;
    }
    const start = written[0].length - written[1].length;
    const path = slice(value, start, written[0].length);
    gathering.read(['service', 'health', probe], path, urlPath(`${key.text} path`));
    const remark = trim(slice(value, written[0].length));
    if (remark.text.replaceAll('`', '') !== '')
      gathering.skip(`${sectionName(section)}, remark on ${key.text}`, remark);
  }
}
