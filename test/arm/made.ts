/** What the file of an environment makes of its template, as resources that can be compared. */
import { deploy, fieldsOf, type Made } from './deploy.ts';
import type { Value } from './evaluate.ts';

export interface Resource {
  readonly type: string;
  readonly properties: unknown;
}

/** What no file says: whoever deploys does, and is an operator. Terraform asks who that is. */
const asked: Readonly<Record<string, Value>> = { zoneGroup: 'dns', databasePassword: 'never written' };

export function wouldMake(
  template: string,
  file: string,
  read: (path: string) => Value,
): readonly Resource[] {
  const declared = fieldsOf(fieldsOf(read(template)).parameters);
  const said = Object.entries(fieldsOf(fieldsOf(read(file)).parameters));
  const deploys = template === 'bootstrap.json' ? ([['operators', ['whoever deploys']]] as const) : [];
  const given = Object.fromEntries([
    ...said.map(([name, one]) => [name, fieldsOf(one)['value'] ?? null] as const),
    ...deploys,
    ...Object.entries(asked).filter(([name]) => name in declared),
  ]);
  return deploy(template, given, 'group', read).flatMap(apart);
}

/** A subnet stands in its network; a name below another begins with that one. */
const apart = (made: Made): readonly Resource[] => [
  { type: made.type, properties: { ...made, name: made.name.split('/').at(-1) } },
  ...(made.type === 'Microsoft.Network/virtualNetworks'
    ? (fieldsOf(made['properties'])['subnets'] as readonly Value[]).map(subnet => ({
        type: 'Microsoft.Network/virtualNetworks/subnets',
        properties: subnet,
      }))
    : []),
];
