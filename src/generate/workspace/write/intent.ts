import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../../errors/index.ts';
import { baselineName } from '../baselines/baselines.ts';
import { unsafePath } from '../paths.ts';
import { stateFolder } from '../root.ts';
import { sha256 } from '../sha256.ts';

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
  /** Names of the files in the staging folder that hold baselines. */
  readonly baselines: readonly string[];
}

/** Version 1 had each baseline in a file of its own, named by its SHA-256. */
const intentVersion = 2;

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
  return existsSync(file) ? parseIntent(readFileSync(file, 'utf8'), file) : undefined;
}

/**
 * What `printIntent` printed; undefined for anything else.
 *
 * @throws Failure `intent-version-unknown`; `file` is what it names
 */
export function parseIntent(text: string, file: string): Intent | undefined {
  const body = text.slice(65).trimEnd();
  if (text.slice(0, 64) !== sha256(body)) return undefined;
  const record = parseJson(body);
  if (!isObject(record)) return undefined;
  const { schemaVersion, ...intent } = record;
  if (schemaVersion !== intentVersion && schemaVersion !== 1)
    throw failure('intent-version-unknown', {
      file,
      version: JSON.stringify(schemaVersion) ?? 'none',
      known: intentVersion,
    });
  return isIntent(intent) ? intent : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The record may have come with a repository: it can name nothing but staged files and paths of generated ones. */
function isIntent(value: Record<string, unknown>): value is Record<string, unknown> & Intent {
  const { id, operations, baselines } = value;
  return (
    isText(id, /^[\w-]+$/) &&
    Array.isArray(baselines) &&
    baselines.every(name => isText(name, baselineName)) &&
    Array.isArray(operations) &&
    operations.every(isOperation)
  );
}

const sha256Form = /^[0-9a-f]{64}$/;

const isText = (value: unknown, form: RegExp): boolean => typeof value === 'string' && form.test(value);

function isOperation(value: unknown): boolean {
  if (!isObject(value) || typeof value['path'] !== 'string' || unsafePath(value['path'])) return false;
  const isKnown = isText(value['expected'], sha256Form);
  if (value['do'] === 'remove') return isKnown;
  return (
    value['do'] === 'write' && isText(value['from'], /^file-\d+$/) && (isKnown || value['expected'] === null)
  );
}
