import type { ArtifactKind } from '../artifacts/shared/artifact.ts';
import { asItIs, type PlaceOfImage, word } from './place.ts';

/** What a tool is taken out of, in the scripts of pipelines. */
const created = new RegExp(String.raw`^(\s*container=\$\(docker create )(${word})\)$`);

/** Whole lines that generated files name an image on, where no parser of the language is at hand. */
const lines: Partial<Record<ArtifactKind, readonly RegExp[]>> = {
  jenkinsfile: [new RegExp(String.raw`^(\s*image ')(${word})'$`), created],
  circleci: [created],
  'gitlab-ci': [created],
  'azure-pipelines': [created],
  'github-workflow': [created],
  shell: [new RegExp(String.raw`^(readonly [A-Z][A-Z_]*IMAGE=)(${word})$`)],
};

export function imagesInLines(kind: ArtifactKind, content: string): readonly PlaceOfImage[] {
  const forms = lines[kind];
  if (!forms) return [];
  const found: PlaceOfImage[] = [];
  let start = 0;
  for (const line of content.split('\n')) {
    for (const form of forms) {
      const [, before, reference] = form.exec(line) ?? [];
      if (before === undefined || reference === undefined) continue;
      const from = start + before.length;
      found.push({ kind: 'image', from, to: from + reference.length, reference, write: asItIs });
    }
    start += line.length + 1;
  }
  return found;
}
