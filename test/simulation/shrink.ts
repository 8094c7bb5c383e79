import type { Invariant } from './judge.ts';
import type { Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';

/** The shortest scenario that was found by leaving things out, and that still violates the same invariant. */
export async function shrink(scenario: Scenario, invariant: Invariant): Promise<Scenario> {
  let current = scenario;
  for (;;) {
    const smaller = await firstFailing(smallerThan(current), invariant);
    if (!smaller) return current;
    current = smaller;
  }
}

async function firstFailing(
  candidates: readonly Scenario[],
  invariant: Invariant,
): Promise<Scenario | undefined> {
  for (const candidate of candidates) {
    const { violations } = await simulate(candidate);
    if (violations[0]?.invariant === invariant) return candidate;
  }
  return undefined;
}

/** One fault, ask, release, service or instance less, each. */
function smallerThan(scenario: Scenario): Scenario[] {
  const { faults, asks, releases, services } = scenario;
  const without = <T>(items: readonly T[]): T[][] =>
    items.map((_, i) => items.filter((__, other) => other !== i));
  return [
    ...without(releases).map(fewer => ({ ...scenario, releases: fewer })),
    ...without(faults).map(fewer => ({ ...scenario, faults: fewer })),
    ...without(asks).map(fewer => ({ ...scenario, asks: fewer })),
    ...(services > 1 ? [{ ...scenario, services: services - 1 }] : []),
    ...releases.flatMap((release, i) =>
      [
        ...(release.hooks.length > 0 ? [{ ...release, hooks: [] }] : []),
        ...(release.replicas > 1 ? [{ ...release, replicas: release.replicas - 1 }] : []),
      ].map(simpler => ({
        ...scenario,
        releases: releases.map((other, at) => (at === i ? simpler : other)),
      })),
    ),
  ];
}
