import { type ProblemId, problem } from '../../errors/index.ts';
import { nearest } from '../names.ts';
import type { CloudProvider } from '../resource.ts';
import type { HookPoint } from '../rollout.ts';
import type { Language, StrategyName, Target } from '../service.ts';
import {
  hookPointWords,
  languageWords,
  meaning,
  providerWords,
  strategyWords,
  targetWords,
  valuesOf,
} from '../vocabulary.ts';
import type { Parse } from './parse.ts';

type ChoiceId = Extract<
  ProblemId,
  'strategy-unknown' | 'language-unknown' | 'provider-unknown' | 'target-unknown'
>;

function choice<T extends string>(id: ChoiceId, vocabulary: ReadonlyMap<string, T>): Parse<T> {
  return ({ text, at }) => {
    const known = valuesOf(vocabulary);
    const facts = { text, known, suggestion: nearest(text, known) };
    return meaning(text, vocabulary) ?? problem(id, facts, { at });
  };
}

/** One of the words, whatever its case: the Forbid of Kubernetes is forbid here. */
function word<T extends string>(what: string, known: readonly T[]): Parse<T> {
  return ({ text, at }) => {
    const found = known.find(other => other === text.trim().toLowerCase());
    return found ?? problem('word-unknown', { what, text, known, suggestion: nearest(text, known) }, { at });
  };
}

export const overlaps = ['forbid', 'allow', 'replace'] as const;
export const metricSources = ['pods', 'external'] as const;
export const overlap = word('way to deal with runs that overlap', overlaps);
export const metricSource = word('source of a metric', metricSources);

export const language: Parse<Language> = choice('language-unknown', languageWords);
export const strategy: Parse<StrategyName> = choice('strategy-unknown', strategyWords);
export const provider: Parse<CloudProvider> = choice('provider-unknown', providerWords);
export const target: Parse<Target> = choice('target-unknown', targetWords);

export const hookPoint: Parse<HookPoint> = ({ text, at }) => {
  const known = valuesOf(hookPointWords);
  const facts = { what: 'point of a deploy', text, known, suggestion: nearest(text, known) };
  return meaning(text, hookPointWords) ?? problem('word-unknown', facts, { at });
};
