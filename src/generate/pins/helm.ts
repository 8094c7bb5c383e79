import { asItIs, type PlaceOfImage, word } from './place.ts';

const image = new RegExp(String.raw`^( +image: )(${word})$`, 'm');

/**
 * The image of a chart's smoke test. Its template is the only one that names an image itself, once; those of the service
 * stand in the values, by the project.
 */
export function imagesInHelm(path: string, content: string): readonly PlaceOfImage[] {
  const found = path.endsWith('/templates/tests/smoke-test.yaml') ? image.exec(content) : null;
  const [, before, reference] = found ?? [];
  if (!found || before === undefined || reference === undefined) return [];
  const from = found.index + before.length;
  return [{ kind: 'image', from, to: from + reference.length, reference, write: asItIs }];
}
