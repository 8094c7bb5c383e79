import { type ProblemId, problem } from '../../errors/index.ts';
import { nearest } from '../names.ts';
import type { CloudProvider } from '../resource.ts';
import type { Language, StrategyName } from '../service.ts';
import { languageWords, meaning, providerWords, strategyWords, valuesOf } from '../vocabulary.ts';
import type { Parse } from './parse.ts';

type ChoiceId = Extract<ProblemId, 'strategy-unknown' | 'language-unknown' | 'provider-unknown'>;

function choice<T extends string>(id: ChoiceId, vocabulary: ReadonlyMap<string, T>): Parse<T> {
  return ({ text, at }) => {
    const known = valuesOf(vocabulary);
    const facts = { text, known, suggestion: nearest(text, known) };
    return meaning(text, vocabulary) ?? problem(id, facts, { at });
  };
}

export const language: Parse<Language> = choice('language-unknown', languageWords);
export const strategy: Parse<StrategyName> = choice('strategy-unknown', strategyWords);
export const provider: Parse<CloudProvider> = choice('provider-unknown', providerWords);
