import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Artifact } from '../../artifacts/shared/artifact.ts';
import type { Plan } from '../plan.ts';
import type { Scope } from '../scope.ts';

/** An empty folder that is gone when the test is over. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function put(root: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

export function artifact(path: string, content: string, more: Partial<Artifact> = {}): Artifact {
  return {
    family: 'scripts',
    path,
    kind: 'shell',
    content,
    mode: 0o644,
    ownership: 'managed',
    spans: [],
    ...more,
  };
}

export function scope(output: string, files: Record<string, string>, family = 'scripts'): Scope {
  const artifacts = Object.entries(files).map(([path, content]) => artifact(path, content));
  return { family, output, inputs: { documents: [], options: {} }, artifacts };
}

/** What the plan does with each path. */
export const actions = (made: Plan): Record<string, string> =>
  Object.fromEntries(made.files.map(({ path, action }) => [path, action]));

/** "warning edited-by-hand": the problems of a plan. */
export const ids = (made: Plan): readonly string[] =>
  made.problems.map(({ id, severity }) => `${severity} ${id}`);

/** Path -> content of every file below `root` that is not devops-flow's own. */
export function filesOf(root: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const path of pathsBelow(root))
    if (!path.startsWith('.devops-flow/')) files[path] = readFileSync(join(root, path), 'utf8');
  return files;
}

/** Every file and folder below `root` with its inode and its times: equal only when nothing at all was touched. */
export function traces(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const { ino, mtimeNs, ctimeNs } = statSync(join(root, path), { bigint: true });
    found[path] = `${ino} ${mtimeNs} ${ctimeNs}`;
  }
  return found;
}

function pathsBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(path => statSync(join(root, path)).isFile())
    .sort();
}
