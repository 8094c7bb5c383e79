import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Baselines } from '../../generate/workspace/baselines/baselines.ts';
import type { Action } from '../../generate/workspace/decide.ts';
import { diff } from '../../generate/workspace/merge/diff.ts';
import { splitLines } from '../../generate/workspace/merge/lines.ts';
import { joinPath } from '../../generate/workspace/paths.ts';
import type { Scope } from '../../generate/workspace/scope.ts';
import { readLock } from '../../generate/workspace/workspace.ts';
import { type Cause, causesOf, type Remade } from './causes.ts';
import type { Proposal } from './propose.ts';
import { masked } from './secrets/mask.ts';

/** What happens to one file, and why. */
export interface FileChange {
  /** As the user types it. */
  readonly path: string;
  readonly family: string;
  readonly action: Action;
  /** Lines that are put in and taken out, of the file as it lies there. */
  readonly added: number;
  readonly removed: number;
  readonly causes: readonly Cause[];
  /**
   * The text as it lies there, or where it lay before it moved, and as it will be, for a diff; both absent where nothing is
   * written or removed, and where the text goes elsewhere.
   */
  readonly before?: string;
  readonly after?: string;
  /** Of a file that a person edited: the lines that stay that person's. */
  readonly yours?: readonly LineRange[];
  /** Of a file that is removed: where its edits are now. As the user types it. */
  readonly movedTo?: string;
  /** Of a file with a conflict: where each part stands in it. */
  readonly conflicts?: readonly LineRange[];
}

/** From 1, inclusive. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Every file of a plan that does not stay as it is, with its changes and their causes. */
export function changesOf({ made, prepared, shown }: Proposal): FileChange[] {
  const { root, scopes, loaded } = prepared;
  const moving = made.files.filter(({ action }) => action !== 'unchanged');
  if (moving.length === 0) return [];
  const generated = remade(root, scopes);
  const causes = causesOf(generated, loaded.sourced);
  const byPath = new Map(generated.map(file => [file.path, file]));
  const origins = new Map(moving.flatMap(({ path, movedTo }) => (movedTo ? [[movedTo, path]] : [])));
  return moving.map(({ path, family, action, write, movedTo, conflicts }) => {
    const origin = join(root, origins.get(path) ?? path);
    const texts = movedTo ? {} : textsOf(origin, action, write?.content, byPath.get(path));
    return {
      path: shown(path),
      family,
      action,
      ...linesChanged(texts.before, texts.after),
      causes: action === 'created' ? [] : (causes.get(path) ?? []),
      ...texts,
      ...(action === 'merged' || action === 'kept'
        ? { yours: editedLines(byPath.get(path)?.after, write?.content ?? readText(join(root, path))) }
        : {}),
      ...(movedTo ? { movedTo: shown(movedTo) } : {}),
      ...(conflicts ? { conflicts: conflicts.flatMap(({ lines }) => lines ?? []) } : {}),
    };
  });
}

/** All files that the lock knows or that are new, as last generated and as generated now; by path below the root. */
export function remade(root: string, scopes: readonly Scope[]): Remade[] {
  const { entries } = readLock(root);
  const baselines = new Baselines(root);
  return scopes.flatMap(({ family, output, artifacts }) => {
    const files = entries.find(entry => entry.family === family && entry.output === output)?.files;
    return artifacts
      .filter(({ ownership }) => ownership === 'managed')
      .map(({ path, content, spans, patches = 0 }) => {
        const { sha256: digest, patches: patched = 0 } = files?.get(path) ?? {};
        const before = digest === undefined ? undefined : baselines.read(digest);
        return {
          path: joinPath(output, path),
          after: content,
          spans,
          withdrawn: Math.max(0, patched - patches),
          ...(before === undefined ? {} : { before }),
        };
      });
  });
}

/** Secrets that a person wrote into a file are not shown to others. */
function textsOf(
  file: string,
  action: Action,
  next: string | undefined,
  generated: Remade | undefined,
): Pick<FileChange, 'before' | 'after'> {
  if (action === 'created') return { before: '', after: next ?? '' };
  // Only a file that nobody edited is removed.
  if (action === 'removed') return { before: masked(readText(file), new Set()), after: '' };
  if (next === undefined) return {};
  // What an earlier version generated may hold what is known for a secret only now.
  const known = new Set((generated?.after ?? '').split('\n'));
  return { before: masked(readText(file), known), after: masked(next, known) };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** How many lines a text gains and loses. */
export function linesChanged(before = '', after = ''): { readonly added: number; readonly removed: number } {
  let [added, removed] = [0, 0];
  for (const hunk of diff(splitLines(before).texts, splitLines(after).texts)) {
    added += hunk.after.to - hunk.after.from;
    removed += hunk.before.to - hunk.before.from;
  }
  return { added, removed };
}

/** The lines of `text` that are not generated; where lines were only taken out there are none. */
function editedLines(generated: string | undefined, text: string): LineRange[] {
  return diff(splitLines(generated ?? '').texts, splitLines(text).texts).flatMap(({ after }) =>
    after.from < after.to ? [{ from: after.from + 1, to: after.to }] : [],
  );
}
