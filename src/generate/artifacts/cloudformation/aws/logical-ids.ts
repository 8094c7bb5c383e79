/** Logical ids: letters and digits only, where the documents have labels with dashes. */
import { createHash } from 'node:crypto';
import { change, type Text } from '../../../../model/traced.ts';

/**
 * `Database` and `order-lines` are `DatabaseOrderLines`. A name that could not be read back from its words, as `a-1`
 * and `a1` could not, ends with a hash: two names never share an id, and none changes because another one comes.
 */
export const logicalId = (kind: string, name: Text): Text =>
  change(name, label => {
    const words = pascalCase(label);
    return `${kind}${words}${dashed(words) === label ? '' : hash(label)}`;
  });

/** `engine_version` and `engine-version` are `EngineVersion`. */
export const pascalCase = (name: string): string =>
  name
    .split(/[^a-zA-Z0-9]+/)
    .map(word => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

const dashed = (words: string): string => words.replace(/(?<=.)[A-Z]/g, letter => `-${letter}`).toLowerCase();

const hash = (label: string): string => createHash('sha256').update(label).digest('hex').slice(0, 6);

/** Load balancers and target groups have 32 characters at most; what is longer ends with a hash of the whole. */
export function shortName(name: string, beginning = name): string {
  return name.length <= 32 ? name : `${beginning.slice(0, 25).replace(/-$/, '')}-${hash(name)}`;
}
