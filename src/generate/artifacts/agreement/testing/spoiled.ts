import type { Artifact } from '../../shared/artifact.ts';
import { placeOf } from '../../shared/folders.ts';
import type { Occurrence } from './occurrence.ts';

/**
 * The one file of an occurrence, with another value planted there, beside the values that templates are filled from.
 *
 * @throws for a value that does not stand on its line
 */
export function spoiled(files: readonly Artifact[], { place, line, shown }: Occurrence): readonly Artifact[] {
  const chart = place.replace(/\/templates\/.*$/, '');
  return files.flatMap(artifact => {
    const own = placeOf(artifact);
    if (own !== place) return own === `${chart}/values.yaml` ? [artifact] : [];
    const lines = artifact.content.split('\n');
    const text = lines[line - 1] ?? '';
    const at = text.lastIndexOf(shown);
    if (at < 0) throw new Error(`${place}:${line} does not show ${shown}`);
    lines[line - 1] = `${text.slice(0, at)}${another(shown)}${text.slice(at + shown.length)}`;
    return [{ ...artifact, content: lines.join('\n') }];
  });
}

/** Of the same kind, so that the file can still be read. */
const another = (shown: string): string =>
  /^\d/.test(shown) ? `7${shown}` : `${shown.slice(0, 1)}x${shown.slice(1)}`;
