import { relative, resolve, sep } from 'node:path';
import type { GitConfig } from '../../../generate/detect/index.ts';
import { readPlainText } from './plain-text.ts';

/** Git is not run: its configuration may name programs. `project` is the folder that is looked at, below `top`. */
export function readGitConfig(top: string, project = top): GitConfig | undefined {
  const folder = top === project ? {} : { folder: way(top, project) };
  const base = way(project, top) || '.';
  const own = readPlainText(resolve(top, '.git/config'));
  if (own !== undefined) return { ...folder, text: own, from: { file: shown(base, '.git/config') } };
  const text = configElsewhere(top);
  // The path to another folder of this machine means nothing to those who read devops-flow.yaml on theirs.
  const reason = `a remote of the repository that ${shown(base, '.git')} leads to`;
  return text === undefined ? undefined : { ...folder, text, from: { reason } };
}

const way = (from: string, to: string) => relative(from, to).split(sep).join('/');

/** `.git` of a submodule or of a further working tree is a file; the tree shares the configuration of the first one. */
function configElsewhere(top: string): string | undefined {
  const way = /^gitdir: (.+)\n?$/.exec(readPlainText(resolve(top, '.git')) ?? '')?.[1];
  if (way === undefined) return undefined;
  const folder = resolve(top, way);
  const common = readPlainText(resolve(folder, 'commondir'))?.trim() ?? '.';
  return readPlainText(resolve(folder, common, 'config'));
}

const shown = (base: string, file: string) => (base === '.' ? file : `${base}/${file}`);
