import { plain } from '../../../../model/traced.ts';
import { shellWord } from '../../shared/shell.ts';
import type { Home } from '../facts.ts';
import { asking } from './asking.ts';
import { basics } from './basics.ts';
import { cluster } from './cluster.ts';
import { docker } from './docker.ts';
import { ecs } from './ecs.ts';
import type { Helper } from './helper.ts';
import { jobs } from './jobs.ts';
import { project } from './project.ts';
import { running } from './running.ts';
import { slots } from './slots.ts';

/** The output folder, seen from that of the scripts, and the manifests in it. */
function places({ placement, folders }: Home): readonly Helper[] {
  const steps = folders.scripts.split('/').filter(step => step !== '' && step !== '.').length;
  const up = placement === 'alone' ? steps : steps + 1;
  const root = up === 0 ? '$HERE' : `\${HERE%${'/*'.repeat(up)}}`;
  return [
    { name: 'ROOT', lines: [`ROOT=${root}`] },
    place('MANIFESTS', folders.kubernetes, placement),
    place('OVERLAYS', folders.kustomize, placement),
    place('TESTS', folders.tests, placement),
  ];
}

const place = (name: string, folder: string, placement: Home['placement']): Helper => ({
  name,
  lines: [`${name}=$ROOT/${plain(shellWord(folder))}${placement === 'alone' ? '' : '/$SERVICE'}`],
});

function placed(home: Home): readonly Helper[] {
  const own = [
    ...places(home),
    ...basics,
    ...running,
    ...cluster,
    ...slots,
    ...jobs,
    ...docker,
    ...ecs,
    ...asking,
    ...project,
  ];
  if (home.placement === 'alone') return own;
  return own.map(({ amongOthers, ...helper }) => ({ ...helper, lines: amongOthers ?? helper.lines }));
}

/** Lines that stand before the options are read, and lines that stand behind. */
export interface HelperLines {
  readonly early: readonly string[];
  readonly late: readonly string[];
}

/** The helpers that the lines use, and those that these use in turn. */
export function helpersFor(lines: readonly string[], home: Home): HelperLines {
  const wanted: Helper[] = [];
  const mentioned = new Set(wordsOf(lines));
  for (const helper of placed(home).toReversed()) {
    if (!mentioned.has(helper.name)) continue;
    wanted.unshift(helper);
    for (const word of wordsOf(helper.lines)) mentioned.add(word);
  }
  const linesOf = (late: boolean) =>
    wanted.filter(helper => (helper.late === true) === late).flatMap(helper => helper.lines);
  return { early: linesOf(false), late: linesOf(true) };
}

const wordsOf = (lines: readonly string[]): readonly string[] => lines.join('\n').match(/[A-Za-z_]+/g) ?? [];
