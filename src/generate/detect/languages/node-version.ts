import { usage } from '../../../model/languages.ts';
import { majorVersion } from '../program.ts';

/** Majors with long-term support, the usual one first. */
const majors = [Number(usage.node.version), 24, 26, 22, 20, 18];

/** The major version for a range of package.json (`engines.node`): the usual one where it fits, else the newest that does. */
export function nodeVersion(range: string): string | undefined {
  const ranges = range.slice(0, 200).split('||');
  const fitting = majors.find(major => ranges.some(part => fits(major, part)));
  return fitting === undefined ? majorVersion(range) : String(fitting);
}

const comparator = /(>=|<=|>|<|\^|~|=)?\s*v?(\d{1,3}|[x*])(?:\.(\d{1,5}|[x*]))?(?:\.(?:\d{1,5}|[x*]))?/g;

function fits(major: number, range: string): boolean {
  const between = /^\s*v?(\d{1,3})[\d.]{0,12}\s+-\s+v?(\d{1,3})/.exec(range);
  if (between) return major >= Number(between[1]) && major <= Number(between[2]);
  const all = [...range.matchAll(comparator)];
  return (
    all.length > 0 &&
    all.every(([, sign = '=', number = '*', minor = '0']) => holds(major, sign, number, minor))
  );
}

/** Whether some version of the major is on that side; `<22.5` leaves some of 22, `<22` and `<22.0` none. */
function holds(major: number, sign: string, number: string, minor: string): boolean {
  if (/[x*]/.test(number)) return true;
  const bound = Number(number);
  if (sign === '>=' || sign === '>') return major >= bound;
  if (sign === '<=') return major <= bound;
  if (sign === '<') return major < bound || (major === bound && Number(minor) > 0);
  return major === bound;
}
