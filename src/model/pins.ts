/** What tags and versions stood for when somebody last looked: digests of images, commits of actions. */

export interface PinnedImage {
  /** "sha256:" and 64 hexadecimal digits, of the index where the image is for several platforms. */
  readonly digest: string;
  /** The day on which this digest was first met, as YYYY-MM-DD. */
  readonly pinned: string;
}

export interface PinnedAction {
  /** Its tag, such as "v7.0.1". */
  readonly version: string;
  /** 40 hexadecimal digits. */
  readonly commit: string;
  readonly pinned: string;
}

export interface Pins {
  /** By full name: "docker.io/library/node:22.23.2-trixie". */
  readonly images: ReadonlyMap<string, PinnedImage>;
  /** By "owner/repository". */
  readonly actions: ReadonlyMap<string, PinnedAction>;
}

export const noPins: Pins = { images: new Map(), actions: new Map() };

/** The file of the project that holds them, at its top. */
export const pinsFile = 'devops-flow.pins.json';

/** The fields that a line with a pin shows. */
export const imageField = (name: string): string => `pins.images.${name}`;
export const actionField = (name: string): string => `pins.actions.${name}`;

/** Where an image is asked for: host of the registry, repository there, tag. */
export interface FullName {
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
}

/** Host, optional port; then the path; then the tag (OCI distribution specification). */
const form =
  /^(?:((?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+(?::\d{1,5})?|localhost(?::\d{1,5})?|[a-zA-Z0-9-]+:\d{1,5})\/)?([a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::(\w[\w.-]{0,127}))?$/;

const hub = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/** A reference with its registry and tag said; undefined for one that has a digest already, or is none. */
export function fullName(reference: string): FullName | undefined {
  if (reference.length > 400) return undefined;
  const [, given = 'docker.io', path, tag = 'latest'] = form.exec(reference) ?? [];
  if (path === undefined) return undefined;
  const host = hub.has(given) ? 'docker.io' : given;
  return { host, repository: host === 'docker.io' && !path.includes('/') ? `library/${path}` : path, tag };
}

/** One name for all ways to write a reference. */
export function imageName(reference: string): string | undefined {
  const name = fullName(reference);
  return name && `${name.host}/${name.repository}:${name.tag}`;
}

export interface PinnedText {
  readonly text: string;
  readonly field: string;
}

/** "name:tag@sha256:…" for a reference that is pinned. */
export function pinnedImage(pins: Pins, reference: string): PinnedText | undefined {
  const name = imageName(reference);
  const pin = name === undefined ? undefined : pins.images.get(name);
  if (name === undefined || pin === undefined) return undefined;
  return { text: `${reference.replace(/:latest$/, '')}@${pin.digest}`, field: imageField(name) };
}

/** The first number of a version such as "v7.0.1"; undefined for what is none. */
export const majorOf = (version: string): number | undefined => {
  const found = /^v?(\d{1,6})(?:\.|$)/.exec(version)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** The pin of an action that a file uses in `version`: another major version has other inputs. */
export function pinnedAction(pins: Pins, name: string, version: string): PinnedAction | undefined {
  const pin = pins.actions.get(name);
  return pin && majorOf(pin.version) === majorOf(version) ? pin : undefined;
}
