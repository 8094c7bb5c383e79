import type { Merge } from './merge.ts';
import { mergeText } from './text.ts';

/**
 * Puts the three versions of a generated file together. Without a base nobody knows who changed what: all that differs
 * is one conflict.
 */
export function mergeFile(_path: string, base: string | undefined, ours: string, theirs: string): Merge {
  return mergeText(base ?? '', ours, theirs);
}
