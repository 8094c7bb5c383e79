import type { FlagShare } from '../engine/table.ts';

/** Names of the flags that are on for a request, separated by commas; only the router sets it. */
export const flagsHeader = 'X-Feature-Flags';

/**
 * The flag that a request sees on, by its place within the release's share (from 0 up to 1): who sees it keeps it
 * while the percentage grows. Undefined for the others, and at other releases.
 */
export function flagFor(flag: FlagShare | undefined, release: string, within: number): string | undefined {
  if (!flag || flag.release !== release) return undefined;
  return within * 100 < flag.percent ? flag.name : undefined;
}

/** The group under which requests are counted that saw the flag on. */
export const flaggedGroup = (release: string, flag: string): string => `${release}+${flag}`;
