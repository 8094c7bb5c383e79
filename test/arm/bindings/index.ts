/** Resources as templates would make them, against models that Microsoft publishes on npm. */
import type { Suite } from '../../suite/index.ts';
import type { Resource } from '../made.ts';
import { type Bindings, bring } from './bring.ts';
import { faultsOf, ownOf } from './faults.ts';
import { newer, published, unpublished } from './published.ts';
import { tryMistakes } from './try.ts';

type Fields = Readonly<Record<string, unknown>>;

export function checkBindings(resources: readonly Resource[], { tally }: Suite): void {
  tally.title('Models that Microsoft publishes');
  const models = modelsOf();
  const whole = resources.map(({ type, properties }) => {
    const own = ownOf(properties as Fields);
    return { type, own, version: (properties as Fields)['apiVersion'], known: models.get(type) };
  });
  const checked = whole.flatMap(({ type, own, known }) =>
    known ? [{ type, own, check: (one: Fields) => faultsOf(type, one, ...known) }] : [],
  );
  const faults = [...new Set(checked.flatMap(({ own, check }) => check(own)))];
  tally.faultless(
    `${checked.length} resources of ${whole.length} are as their models`,
    faults.filter(fault => !newer.includes(fault)),
  );
  tally.equal(
    'what is newer than the models is there',
    newer.filter(fault => !faults.includes(fault)),
    [],
  );
  const unknown = whole.filter(({ known }) => !known).map(({ type }) => type);
  tally.equal('each other kind has a model', [...new Set(unknown)].toSorted(), unpublished);
  for (const type of unpublished) tally.skip(`${type}: no package has its model as data`);
  for (const one of new Set(whole.flatMap(otherVersion))) console.log(`  of another version: ${one}`);
  tryMistakes(checked, tally);
}

/** Models of another version of the API are as good as they are alike. */
function otherVersion({
  type,
  version,
  known,
}: {
  readonly type: string;
  readonly version: unknown;
  readonly known: Known | undefined;
}): readonly string[] {
  const versions = known?.[1].versions ?? [];
  if (!known || version === undefined || versions.includes(String(version))) return [];
  const of = versions.length === 1 ? `, and its model of ${versions[0]}` : '';
  return [`${type} is of ${String(version)}${of}`];
}

type Known = readonly [model: string, Bindings];

function modelsOf(): ReadonlyMap<string, Known> {
  const packages = Object.values(published);
  return new Map(
    bring(published).flatMap((bindings, i) =>
      Object.entries(packages[i]?.kinds ?? {}).map(([kind, model]) => [kind, [model, bindings]] as const),
    ),
  );
}
