import type { Draft } from './draft.ts';
import { named, type Reading } from './facts.ts';
import { promotionOrder } from './promotion.ts';

const list = ['service', 'environments'] as const;

/** Those that are there while no document names any but `local`. */
export const usualEnvironments = ['staging', 'production'] as const;

/** Environments that exist though no document names them. Called before the documents, so that local comes first. */
export function addUsualEnvironments(draft: Draft, readings: readonly Reading[]): void {
  const documented = new Set(readings.flatMap(namesIn));
  if (!documented.has('local')) {
    const reason = 'no document names it; `up` without --env runs on this machine';
    draft.assume([...list, named('local'), 'name'], 'local', reason);
  }
  if (documented.size > 0) return;
  for (const name of usualEnvironments) {
    draft.assume([...list, named(name), 'name'], name, 'no document names environments: the usual two');
  }
}

/** Puts the environments into the order of promotion. Called behind the documents. */
export function arrangeEnvironments(draft: Draft, readings: readonly Reading[]): void {
  const order = promotionOrder(readings.map(namesIn));
  const assumed = draft.names(list).filter(name => !order.includes(name));
  draft.arrange(list, [...assumed, ...order]);
}

/** The environments that a document names, in its order. */
const namesIn = ({ facts }: Reading): readonly string[] => [
  ...new Set(
    facts.flatMap(({ path: [root, second, item] }) =>
      root === 'service' && second === 'environments' && typeof item === 'object' ? [item.name] : [],
    ),
  ),
];

/** Completes each environment, whoever named it. */
export function fillEnvironments(draft: Draft): void {
  for (const name of draft.names(list)) {
    const environment = [...list, named(name)];
    const manual = draft.entry([...environment, 'approval'])?.origin.from === 'document';
    target(draft, name);
    draft.assume(
      [...environment, 'strategy'],
      'blue-green',
      manual
        ? 'Manual asks for an approval; the strategy that follows is the default'
        : 'the default: switched at once, and back at once',
    );
    const asks = name === 'production';
    draft.assume(
      [...environment, 'approval'],
      asks,
      asks
        ? 'a person approves what reaches users, unless a document says otherwise'
        : 'no document asks for an approval',
    );
    const min = ['service', 'scaling', 'min'];
    const usual = draft.has(min) ? draft.number(min) : 2;
    draft.follow([...environment, 'replicas'], min, usual, 'as many instances as scaling begins with');
    draft.assume(
      [...environment, 'holdSeconds'],
      86_400,
      'a day: whoever is asked in the evening answers in the morning',
    );
  }
}

/**
 * Only what a document says of the environment itself moves it away from a cluster. The type of the compute resource says
 * what is to be provisioned: the manifests and the pipeline of the same documents are made for a cluster all the same, and
 * scripts that go elsewhere than these would deploy what nobody looks at.
 */
function target(draft: Draft, name: string): void {
  const path = [...list, named(name), 'target'];
  if (name === 'local') draft.assume(path, 'process', '`up` runs it on this machine');
  else draft.assume(path, 'kubernetes', usualTarget);
}

const usualTarget =
  'manifests and pipeline are made for a cluster; what a compute resource is called (ECS Fargate) is what is provisioned, and no document names another target for the environment';
