/** One stack in two forms: what templates of a cloud would make is held against what Terraform plans. */
import type { Planned } from '../planned.ts';
import { valueAt } from './value-at.ts';

/** Paths of the value in both. */
export type Fact = readonly [terraform: string, other: string];

/** One kind of resource: what Terraform and the other form call it, and what is essential of it. */
export interface Kind {
  readonly terraform: string;
  readonly other: string;
  readonly facts: readonly Fact[];
}

export interface Form {
  readonly kinds: readonly Kind[];
  /** What one form says by resources of their own, and the other beside others. */
  readonly saidElsewhere: ReadonlySet<string>;
}

interface Resource {
  readonly type: string;
  readonly properties: unknown;
}

/** Of one resource: what is known of each fact, as text. */
type Values = readonly (string | undefined)[];

/** @returns what one form has and the other has not, or otherwise, a sentence each */
export function unlike(
  { kinds, saidElsewhere }: Form,
  planned: Planned,
  made: readonly Resource[],
): readonly string[] {
  const resources = [...planned.resources.values()];
  const strange = [...resources, ...made]
    .map(({ type }) => type)
    .filter(type => !saidElsewhere.has(type) && !kinds.some(isOf(type)));
  return [
    ...new Set(strange.map(type => `nobody compares ${type}`)),
    ...kinds.flatMap(kind =>
      unlikeOf(
        kind,
        resources
          .filter(({ type }) => type === kind.terraform)
          .map(({ values }) => kind.facts.map(([path]) => valueAt(values, path))),
        made
          .filter(({ type }) => type === kind.other)
          .map(({ properties }) => kind.facts.map(([, path]) => valueAt(properties, path))),
      ),
    ),
  ];
}

const isOf =
  (type: string) =>
  ({ terraform, other }: Kind) =>
    type === terraform || type === other;

function unlikeOf(
  { terraform, other, facts }: Kind,
  planned: readonly Values[],
  made: readonly Values[],
): readonly string[] {
  if (planned.length !== made.length)
    return [`Terraform plans ${planned.length} of ${terraform}, there are ${made.length} of ${other}`];
  return planned
    .filter(values => !made.some(others => differing(values, others).length === 0))
    .map(values => {
      const [least = []] = made
        .map(others =>
          differing(values, others).map(index => said(facts[index], values[index], others[index])),
        )
        .toSorted((a, b) => a.length - b.length);
      return `no ${other} is as ${JSON.stringify(values[0])}: ${least.join('; ')}`;
    });
}

/** What is not known beforehand, or not said, differs from nothing. */
const differing = (values: Values, others: Values): readonly number[] =>
  values.flatMap((value, i) =>
    value === undefined || others[i] === undefined || value === others[i] ? [] : [i],
  );

const said = (fact: Fact | undefined, value: unknown, other: unknown): string =>
  `${fact?.[0]} is ${String(value)} and ${fact?.[1]} ${String(other)}`;

/** Facts that nobody could have seen differ: both forms have the resource, and in all of them one has never said it. */
export function neverSaid(
  { kinds }: Form,
  pairs: readonly (readonly [Planned, readonly Resource[]])[],
): readonly string[] {
  return kinds.flatMap(({ terraform, other, facts }) => {
    const planned = pairs.flatMap(([{ resources }]) =>
      [...resources.values()].filter(({ type }) => type === terraform),
    );
    const made = pairs.flatMap(([, list]) => list.filter(({ type }) => type === other));
    if (planned.length === 0) return [];
    return facts
      .filter(
        ([path, otherPath]) =>
          planned.some(({ values }) => valueAt(values, path) !== undefined) !==
          made.some(({ properties }) => valueAt(properties, otherPath) !== undefined),
      )
      .map(([path, otherPath]) => `${terraform}.${path} or ${other}.${otherPath} is never known`);
  });
}
