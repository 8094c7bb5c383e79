import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../errors/index.ts';
import { stateFolder } from './durable.ts';
import { unsafePath } from './paths.ts';
import { sha256 } from './sha256.ts';

/** A step of a write that can be done again: it looks whether it was done already. */
export type Operation =
  | {
      readonly do: 'write';
      /** Relative to the project root. */
      readonly path: string;
      /** File in the staging folder. */
      readonly from: string;
      /** SHA-256 of what may be replaced; null when nothing may lie there. */
      readonly expected: string | null;
    }
  | { readonly do: 'remove'; readonly path: string; readonly expected: string };

/** What a write is about to do: once it is on the disk the write will be finished, by whoever comes next. */
export interface Intent {
  readonly id: string;
  readonly operations: readonly Operation[];
  /** SHA-256 of the texts in the staging folder that become baselines. */
  readonly baselines: readonly string[];
}

const intentVersion = 1;

export const intentFile = (root: string) => join(stateFolder(root), 'intent.json');
export const stagingFolder = (root: string, id: string) => join(stateFolder(root), 'staging', id);

/** The record carries its own digest, so that a torn one is told from a whole one. */
export function printIntent(intent: Intent): string {
  const body = JSON.stringify({ schemaVersion: intentVersion, ...intent });
  return `${sha256(body)} ${body}\n`;
}

/**
 * The intent that a cut-off write left behind. `undefined`: there is none, or it never became complete, so nothing
 * was changed yet and the write is undone by dropping what was staged.
 *
 * @throws Failure `intent-version-unknown`
 */
export function readIntent(root: string): Intent | undefined {
  const file = intentFile(root);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const body = text.slice(65).trimEnd();
  if (text.slice(0, 64) !== sha256(body)) return undefined;
  const { schemaVersion, ...intent } = JSON.parse(body) as Intent & { schemaVersion: unknown };
  if (schemaVersion !== intentVersion)
    throw failure('intent-version-unknown', {
      file,
      version: JSON.stringify(schemaVersion),
      known: intentVersion,
    });
  return isSafe(intent) ? intent : undefined;
}

/** The record may have come with a repository: it can name nothing but staged files and paths of generated ones. */
function isSafe({ id, operations, baselines }: Intent): boolean {
  return (
    /^[\w-]+$/.test(id) &&
    baselines.every(digest => /^[0-9a-f]{64}$/.test(digest)) &&
    operations.every(
      operation =>
        !unsafePath(operation.path) && (operation.do === 'remove' || /^file-\d+$/.test(operation.from)),
    )
  );
}
