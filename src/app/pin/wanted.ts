import type { Artifact } from '../../generate/artifacts/shared/artifact.ts';
import { type PinPlace, placesIn } from '../../generate/pins/index.ts';
import { imageName } from '../../model/pins.ts';
import type { Project } from '../../model/service.ts';

/** An action that workflows use, with all that they give to it. */
export interface WantedAction {
  readonly name: string;
  /** What the files name without a pin. */
  readonly version: string;
  readonly commit: string;
  /** By the path of the action in its repository, "" for the top. */
  readonly inputs: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Wanted {
  /** Full names, sorted. */
  readonly images: readonly string[];
  readonly actions: readonly WantedAction[];
}

/**
 * Whatever the files name and others publish. The images that are built here have no digest before they are built, and
 * files of the team are the team's.
 */
export function wantedIn(project: Project, artifacts: readonly Artifact[]): Wanted {
  const places = artifacts.filter(({ ownership }) => ownership !== 'yours').flatMap(placesIn);
  const all = project.services.flatMap(({ image, sidecars }) => [image, ...sidecars.map(one => one.image)]);
  const named = (built: boolean) =>
    all.flatMap(image => {
      const reference = `${image.repository}:${image.tag}`;
      return image.built === built && (built || image.digest === undefined) ? [imageName(reference)] : [];
    });
  const own = new Set(named(true));
  const found = [
    ...places.flatMap(place => (place.kind === 'image' ? imageName(place.reference) : [])),
    ...named(false),
  ];
  const images = [...new Set(found)].filter(name => name !== undefined).filter(name => !own.has(name));
  return { images: images.toSorted(), actions: actionsIn(places) };
}

function actionsIn(places: readonly PinPlace[]): readonly WantedAction[] {
  const found = new Map<string, Omit<WantedAction, 'inputs'> & { inputs: Map<string, Set<string>> }>();
  for (const place of places) {
    if (place.kind !== 'action') continue;
    const { name, version, commit, path } = place;
    const action = found.get(name) ?? { name, version, commit, inputs: new Map() };
    found.set(name, action);
    const inputs = action.inputs.get(path) ?? new Set();
    action.inputs.set(path, inputs);
    for (const input of place.inputs) inputs.add(input);
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
