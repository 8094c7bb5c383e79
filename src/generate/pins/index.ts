/** Images and actions in generated files: where they stand, and the digests and commits that they are pinned to. */
import { actionField, type Pinned, type Pins, pinnedAction, pinnedImage } from '../../model/pins.ts';
import type { Artifact, Span } from '../artifacts/shared/artifact.ts';
import { imagesInDockerfile } from './dockerfile.ts';
import { imagesInHelm } from './helm.ts';
import { imagesInLines } from './lines.ts';
import type { PinPlace } from './place.ts';
import { placesInYaml } from './yaml.ts';

export type { PinPlace } from './place.ts';

/** In the order of the text. */
export function placesIn({ kind, path, content }: Artifact): readonly PinPlace[] {
  if (kind === 'dockerfile') return imagesInDockerfile(content);
  if (kind === 'helm-template') return imagesInHelm(path, content);
  const found = [...placesInYaml(kind, content), ...imagesInLines(kind, content)];
  return found.toSorted((a, b) => a.from - b.from);
}

/**
 * The file with its images by digest and its actions at the pinned commit. Only places that mean one are touched, each
 * stays on its line, and the line shows the pin from then on. A file without a pin is returned as it is.
 */
export function pinArtifact(artifact: Artifact, pins: Pins): Artifact {
  if (pins.images.size + pins.actions.size === 0) return artifact;
  const changes = placesIn(artifact).flatMap(place => {
    const pinned = pinnedText(place, pins);
    return pinned ? [{ ...place, ...pinned }] : [];
  });
  if (changes.length === 0) return artifact;
  const { content } = artifact;
  let [text, at] = ['', 0];
  const spans: Span[] = [...artifact.spans];
  for (const { from, to, text: pinned, field } of changes) {
    const line = lineAt(content, from);
    spans.push({ from: line, to: line, field });
    text += content.slice(at, from) + pinned;
    at = to;
  }
  return {
    ...artifact,
    content: text + content.slice(at),
    spans: spans.toSorted((a, b) => a.from - b.from),
  };
}

function pinnedText(place: PinPlace, pins: Pins): Pinned | undefined {
  if (place.kind === 'image') {
    const pinned = pinnedImage(pins, place.reference);
    return pinned && { text: place.write(pinned.text), field: pinned.field };
  }
  const { name, path, version } = place;
  const pin = pinnedAction(pins, name, version);
  return pin && { text: `${name}${path}@${pin.commit} # ${pin.version}`, field: actionField(name) };
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
