/** REQ 9.5.2: the cell "Weekend: fri 16:00 to mon 06:00 Europe/Berlin, Year end: 2026-12-20 to 2027-01-02". */
import type { FieldPath } from '../../../model/facts.ts';
import { slice, type Token } from '../../../model/token.ts';
import { timeZone } from '../../../model/values/cluster.ts';
import { freezeMoment } from '../../../model/values/freeze.ts';
import { text } from '../../../model/values/text.ts';
import type { Gathering } from '../gathering.ts';
import { groups } from '../markdown/phrase.ts';

const moment = String.raw`([^\s,]{1,10}(?: \d{1,2}:\d\d)?)`;
const range = new RegExp(`^${moment} (?:to|until|[-–—]) ${moment}(?: \\(?([^\\s()]{1,64})\\)?)?$`, 'i');

/** A freeze without a name is called by its times. */
export function readFreezes(environment: FieldPath, cell: Token, gathering: Gathering): void {
  for (const { key, values } of groups(cell))
    for (const value of values) {
      const freeze = [...environment, 'freezes', { name: (key ?? value).text }];
      gathering.read([...freeze, 'name'], key ?? value, text('freeze'));
      const [from, to, zone] = partsOf(value);
      gathering.read([...freeze, 'from'], from, freezeMoment);
      gathering.read([...freeze, 'to'], to, freezeMoment);
      gathering.read([...freeze, 'zone'], zone, timeZone);
    }
}

/** Beginning, end and zone; a text of another form as a whole, for the problem that it is. */
function partsOf(value: Token): readonly (Token | undefined)[] {
  const match = range.exec(value.text);
  if (!match) return [value];
  let end = 0;
  return match.slice(1).map(part => {
    if (part === undefined) return undefined;
    const start = value.text.indexOf(part, end);
    end = start + part.length;
    return slice(value, start, end);
  });
}
