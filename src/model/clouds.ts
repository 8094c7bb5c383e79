import { type Place, type Problem, problem } from '../errors/index.ts';
import type { Fact, Reading } from './facts.ts';
import { cloudOf } from './products.ts';
import { meaning, providerWords } from './vocabulary.ts';

/** What says where the service really runs; Score and Compose name products that developers run themselves. */
const placed = new Set(['req', 'spec', 'service']);

/** Resources of another cloud than the one that an accepted ADR decides: "Cloud SQL" where the ADR says AWS. */
export function contradictedClouds(
  adrs: readonly Reading[],
  others: readonly Reading[],
  option: string | undefined,
): Problem[] {
  const [decision] = adrs.flatMap(({ facts, document }) =>
    facts.filter(isProvider).map(fact => ({ fact, adr: document.name })),
  );
  if (!decision) return [];
  const { value, at } = decision.fact;
  const where = `${at.file}:${at.line}:${at.column}`;
  const contradiction = (said: string, place: Place) => {
    const facts = { said, subject: 'cloud', adr: decision.adr, decided: String(value), where };
    return problem('adr-contradicted', facts, { at: place });
  };
  const typed = option === undefined ? undefined : meaning(option, providerWords);
  const stated = others
    .filter(({ document }) => placed.has(document.kind))
    .flatMap(({ facts }) => facts)
    .filter(fact => (cloudSaid(fact) ?? value) !== value)
    .map(fact => contradiction(String(fact.value), fact.at));
  return (typed ?? value) === value ? stated : [...stated, contradiction(`--cloud ${option}`, at)];
}

const isProvider = ({ field }: Fact) => field === 'service.cloud.provider';

function cloudSaid({ path: [root, , field], value }: Fact): string | undefined {
  if (root !== 'resources') return undefined;
  if (field === 'provider') return String(value);
  return field === 'type' ? cloudOf(String(value)) : undefined;
}
