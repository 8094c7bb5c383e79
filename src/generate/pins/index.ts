/** Images and actions in generated files: where they stand, and the digests and commits that they are pinned to. */
import { type Problem, problem } from '../../errors/index.ts';
import type { Origins } from '../../model/origins.ts';
import { actionField, type PinnedText, type Pins, pinnedAction, pinnedImage } from '../../model/pins.ts';
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

/** Files with their pins. */
export interface Pinned {
  readonly artifacts: readonly Artifact[];
  /** Pins that the files have a use for and that none of them takes. */
  readonly problems: readonly Problem[];
}

/**
 * The files with their images by digest and their actions at the pinned commit. Only places that mean one are touched,
 * each stays on its line, and the line shows the pin from then on. A file without a pin is returned as it is.
 *
 * @param origins where each pin stands, by its field
 */
export function pinArtifacts(artifacts: readonly Artifact[], pins: Pins, origins: Origins): Pinned {
  if (pins.images.size + pins.actions.size === 0) return { artifacts, problems: [] };
  const refused = new Map<string, Problem>();
  const pinned = artifacts.map(artifact => {
    const places = placesIn(artifact);
    for (const { name, version } of places.filter(place => place.kind === 'action')) {
      const pin = pins.actions.get(name);
      if (pin && !pinnedAction(pins, name, version))
        refused.set(name, majorDiffers(name, pin.version, version, origins));
    }
    return pinArtifact(artifact, places, pins);
  });
  return { artifacts: pinned, problems: [...refused.values()] };
}

function majorDiffers(action: string, pinned: string, used: string, origins: Origins): Problem {
  const origin = origins.get(actionField(action));
  const place = origin?.from === 'document' ? { at: origin.at } : {};
  return problem('pin-major-differs', { action, pinned, used }, place);
}

function pinArtifact(artifact: Artifact, places: readonly PinPlace[], pins: Pins): Artifact {
  const changes = places.flatMap(place => {
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

function pinnedText(place: PinPlace, pins: Pins): PinnedText | undefined {
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
