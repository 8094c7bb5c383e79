/** What documents say of resources in the words of Terraform, asked of resources in those of Pulumi. */
import type { Facts } from '../terraform/planned.ts';
import type { Made } from './program.ts';
import { terraformType } from './types.ts';

/** @returns what is made otherwise than the facts say, a sentence each */
export function differencesIn(
  made: readonly Made[],
  { exactly, among = {} }: Facts = { exactly: {} },
): readonly string[] {
  const ofType = (type: string) => made.filter(resource => terraformType(resource.type) === type);
  const counts = Object.entries(exactly)
    .filter(([type, expected]) => ofType(type).length !== expected.length)
    .map(([type, expected]) => `${ofType(type).length} of ${type}, not ${expected.length}`);
  const missing = [...Object.entries(exactly), ...Object.entries(among)].flatMap(([type, expected]) =>
    expected
      .filter(fact => !ofType(type).some(({ inputs }) => holds(inputs, fact)))
      .map(
        fact =>
          `no ${type} with ${JSON.stringify(fact)} among ${JSON.stringify(ofType(type).map(({ inputs }) => inputs))}`,
      ),
  );
  return [...counts, ...missing];
}

/** As `holds` of Terraform's; a block that may stand once is no list in Pulumi, and lists are called by their plural. */
export function holds(found: unknown, expected: unknown): boolean {
  if (typeof found === 'string' && typeof expected === 'object' && expected !== null)
    return /^[[{]/.test(found) && holds(JSON.parse(found), expected);
  if (Array.isArray(expected)) {
    const list = Array.isArray(found) ? found : [found];
    return expected.every(element => list.some(other => holds(other, element)));
  }
  if (typeof expected !== 'object' || expected === null) return String(found ?? null) === String(expected);
  if (typeof found !== 'object' || found === null) return false;
  return Object.entries(expected).every(([name, value]) => holds(valueOf(found, name), value));
}

const renamed: Readonly<Record<string, string>> = { alarm_name: 'name' };

/** JSON inside keeps its own names. */
function valueOf(found: object, name: string): unknown {
  const values = found as Readonly<Record<string, unknown>>;
  const camelCase = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    name,
    renamed[name] ?? '',
    camelCase,
    `${camelCase}s`,
    `${camelCase}es`,
    camelCase.replace(/y$/, 'ies'),
  ]
    .map(key => values[key])
    .find(value => value !== undefined);
}
