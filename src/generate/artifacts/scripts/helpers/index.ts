import { plain } from '../../../../model/traced.ts';
import { shellWord } from '../../shared/shell.ts';
import type { Home } from '../facts.ts';
import { basics } from './basics.ts';
import { cluster } from './cluster.ts';
import type { Helper } from './helper.ts';
import { project } from './project.ts';

/** The output folder, seen from that of the scripts, and the manifests in it. */
function places({ placement, folders }: Home): readonly Helper[] {
  const steps = folders.scripts.split('/').filter(step => step !== '' && step !== '.').length;
  const up = placement === 'alone' ? steps : steps + 1;
  let root = '$HERE';
  for (let i = 0; i < up; i += 1) root = `$(dirname -- "${root}")`;
  const manifests = `$ROOT/${plain(shellWord(folders.kubernetes))}`;
  return [
    { name: 'ROOT', lines: [`ROOT=${root}`] },
    { name: 'MANIFESTS', lines: [`MANIFESTS=${manifests}${placement === 'alone' ? '' : '/$SERVICE'}`] },
  ];
}

function placed(home: Home): readonly Helper[] {
  const own = [...places(home), ...basics, ...cluster, ...project];
  if (home.placement === 'alone') return own;
  return own.map(({ name, lines, amongOthers }) => ({ name, lines: amongOthers ?? lines }));
}

/** The helpers that the lines use, and those that these use in turn. */
export function helpersFor(lines: readonly string[], home: Home): string[] {
  const wanted: Helper[] = [];
  const mentioned = new Set(lines.flatMap(wordsOf));
  for (const helper of placed(home).toReversed()) {
    if (!mentioned.has(helper.name)) continue;
    wanted.unshift(helper);
    for (const word of helper.lines.flatMap(wordsOf)) mentioned.add(word);
  }
  return wanted.flatMap(helper => helper.lines);
}

const wordsOf = (line: string): string[] => line.split(/[^A-Za-z_]+/);
