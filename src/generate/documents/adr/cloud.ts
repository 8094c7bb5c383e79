/** The cloud provider that an ADR decides on, and its region. */
import { slice, type Token } from '../../../model/token.ts';
import { provider } from '../../../model/values/words.ts';
import { providerWords } from '../../../model/vocabulary.ts';
import type { Gathering } from '../gathering.ts';
import type { Outline } from '../markdown/outline.ts';
import { boldWords, decisionSections, type Pair, titleOf } from './pairs.ts';

/**
 * A provider is decided by a line or a row "Cloud Provider", or, when the title is about the cloud, by the bold words of
 * the decision ("**AWS** is selected").
 */
export function readCloud(found: Outline, pairs: readonly Pair[], gathering: Gathering): void {
  const path = ['service', 'cloud', 'provider'];
  const stated = pairs.filter(({ key }) => key === 'cloud provider');
  const [written, ...more] =
    stated.length > 0 ? stated : pairs.filter(({ key }) => key === 'provider').slice(0, 1);
  const region = pairs.find(({ key }) => key === 'region' || key === 'default region');
  const decided = written ? providerWord(written.value) : decidedInBold(found);
  // Whoever states it twice means the same, or is told that the two lines contradict each other.
  for (const word of [...(decided ? [decided] : []), ...more.map(({ value }) => providerWord(value))])
    gathering.read(path, word, provider);
  if (decided && region && /^[a-z0-9-]{2,32}$/.test(region.value.text)) {
    gathering.state(['service', 'cloud', 'region'], region.value.text, region.value);
  }
}

const known = [...providerWords.keys()]
  .toSorted((a, b) => b.length - a.length)
  .map(word => ({ word, form: new RegExp(`\\b${word}\\b`) }));

/** "Amazon Web Services (AWS)" or "AWS, region us-east-1": the words that name a provider; else the whole text. */
function providerWord(value: Token): Token {
  const text = value.text.toLowerCase();
  for (const { word, form } of known) {
    const start = text.search(form);
    if (start >= 0) return slice(value, start, start + word.length);
  }
  return value;
}

function decidedInBold(found: Outline): Token | undefined {
  if (!/\bcloud\b/i.test(titleOf(found)?.title ?? '')) return undefined;
  const bold = decisionSections(found).flatMap(({ blocks }) =>
    blocks.filter(({ kind }) => kind === 'paragraph').flatMap(boldWords),
  );
  const words = bold.map(({ words }) => words).find(words => providerWord(words) !== words);
  return words && providerWord(words);
}
