/** REQ 9.5.5 and 9.5.6: what is observed and what is secured. */
import { problem } from '../../../errors/index.ts';
import { label } from '../../../model/names.ts';
import { bare, type Token } from '../../../model/token.ts';
import { days } from '../../../model/values/numbers.ts';
import { text } from '../../../model/values/text.ts';
import type { Gathering } from '../gathering.ts';
import type { Section } from '../markdown/outline.ts';
import { groups } from '../markdown/phrase.ts';
import { readTargets } from '../targets.ts';
import { type Columns, readTable } from './table.ts';

const observabilityColumns = {
  type: { title: 'Type' },
  tool: { title: 'Tool' },
  signals: { title: 'Metrics/Logs' },
  retention: { title: 'Retention' },
  alerts: { title: 'Alerts' },
} as const satisfies Columns<string>;

export function readObservability(section: Section, gathering: Gathering): void {
  for (const row of readTable(section, observabilityColumns, gathering)) {
    const path = namedRow('observability', row.type, gathering);
    if (!path) continue;
    gathering.read([...path, 'tool'], row.tool && bare(row.tool), text('tool'));
    gathering.readList([...path, 'signals'], statements(row.signals), text('signal'));
    gathering.read([...path, 'retentionDays'], row.retention, days('retention'));
    const alerts = statements(row.alerts);
    gathering.readList([...path, 'alerts'], alerts, text('alert'));
    for (const alert of alerts) readTargets(alert, gathering);
  }
}

const securityColumns = {
  aspect: { title: 'Security Aspect' },
  requirement: { title: 'Requirement' },
  tool: { title: 'Tool/Service' },
  verification: { title: 'Verification' },
} as const satisfies Columns<string>;

export function readSecurity(section: Section, gathering: Gathering): void {
  for (const row of readTable(section, securityColumns, gathering)) {
    const path = namedRow('security', row.aspect, gathering);
    if (!path) continue;
    gathering.read([...path, 'requirement'], row.requirement && bare(row.requirement), text('requirement'));
    gathering.read([...path, 'tool'], row.tool && bare(row.tool), text('tool'));
    gathering.readList([...path, 'verification'], statements(row.verification), text('verification'));
  }
}

/** The path of the list item that a row's first cell names. */
export function namedRow(
  list: 'observability' | 'security' | 'cost',
  cell: Token | undefined,
  gathering: Gathering,
): readonly (string | { readonly name: string })[] | undefined {
  if (!cell) return undefined;
  const named = bare(cell);
  const name = label(named.text);
  if (name === undefined) {
    gathering.problems.push(problem('name-invalid', { what: list, text: named.text }, { at: named.at }));
    return undefined;
  }
  const path = ['service', list, { name }];
  gathering.state([...path, 'name'], name, named);
  return path;
}

/** Each statement of a packed cell as it is written: "Error threshold: 10/min", "SLA breaches". */
function statements(cell: Token | undefined): readonly Token[] {
  return cell ? groups(cell).map(({ whole }) => whole) : [];
}
