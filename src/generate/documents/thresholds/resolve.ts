import { type Problem, problem } from '../../../errors/index.ts';
import { type FieldPath, fieldText } from '../../../model/facts.ts';
import { nearest } from '../../../model/names.ts';
import type { Token } from '../../../model/token.ts';
import { proposedDefault } from './proposal.ts';
import { type Reference, registryName, thresholdName } from './reference.ts';
import type { Thresholds } from './registry.ts';

/** More candidates take time and help nobody. */
const most = 500;

/**
 * The value of the threshold, with its place in the registry; else what is missing, and what `path` has meanwhile. Without
 * `suggests` nobody looks for the key that was meant.
 */
export function resolveThreshold(
  written: Token,
  { registry, key }: Reference,
  thresholds: Thresholds,
  { path, suggests }: { readonly path: FieldPath | undefined; readonly suggests: boolean },
): Token | Problem {
  const file = registry === undefined ? undefined : thresholds.get(registryName(registry))?.text;
  const value = registry === undefined ? undefined : thresholds.get(thresholdName(registry, key));
  if (value && value.text !== '') return value;
  const absent = file === undefined ? 'registry' : value ? 'value' : 'key';
  const missing = registry === undefined || key === '' ? 'document' : absent;
  const facts = {
    reference: written.text.slice(0, 120),
    missing,
    registry: file ?? registry,
    key,
    suggestion: suggests && missing === 'key' && registry ? meant(registry, key, thresholds) : undefined,
    field: path && fieldText(path),
    proposed: path && proposedDefault(path),
  } as const;
  return problem('threshold-unresolved', facts, { at: written.at });
}

/** The key of the registry that was meant, as a whole reference. */
function meant(registry: string, key: string, thresholds: Thresholds): string | undefined {
  const prefix = `${registryName(registry)}.`;
  const keys = [...thresholds.keys()].filter(name => name.startsWith(prefix)).slice(0, most);
  const found = nearest(
    key,
    keys.map(name => name.slice(prefix.length)),
  );
  return found && `@threshold: ${registry.replace('-', '.')}.${found}`;
}
