import type { Image } from './container.ts';
import type { Origin, SourcedProject } from './origins.ts';
import { imageField, imageName, type Pins } from './pins.ts';
import type { Service } from './service.ts';
import { servicePath } from './traced.ts';

/**
 * The project with the digests of the images that others build. What a document says of a digest counts before a pin;
 * the image of a service that is built here has none before it is built.
 *
 * @param origins where each pin stands, by its field
 */
export function withDigests(
  { project, origins }: SourcedProject,
  pins: Pins,
  places: ReadonlyMap<string, Origin>,
): SourcedProject {
  if (pins.images.size === 0) return { project, origins };
  const found = new Map(origins);
  const pinned = (image: Image, path: string): Image => {
    const name = imageName(`${image.repository}:${image.tag}`);
    const pin = name === undefined ? undefined : pins.images.get(name);
    if (image.built || image.digest !== undefined || name === undefined || !pin) return image;
    const origin = places.get(imageField(name));
    if (origin) found.set(`${path}.image.digest`, origin);
    return Object.freeze({ ...image, digest: pin.digest });
  };
  const services = project.services.map((service): Service => {
    const path = servicePath(project, service.name);
    const image = pinned(service.image, path);
    const sidecars = service.sidecars.map(sidecar => {
      const own = pinned(sidecar.image, `${path}.sidecars.${sidecar.name}`);
      return own === sidecar.image ? sidecar : Object.freeze({ ...sidecar, image: own });
    });
    const isSame = image === service.image && sidecars.every((one, i) => one === service.sidecars[i]);
    return isSame ? service : Object.freeze({ ...service, image, sidecars: Object.freeze(sidecars) });
  });
  return { project: Object.freeze({ ...project, services: Object.freeze(services) }), origins: found };
}

/** The pins without those of images that are built here: a digest of yesterday is no digest of the next build. */
export function foreignPins({ services }: SourcedProject['project'], pins: Pins): Pins {
  const own = new Set(
    services.flatMap(({ image }) => (image.built ? [imageName(`${image.repository}:${image.tag}`)] : [])),
  );
  return { ...pins, images: new Map([...pins.images].filter(([name]) => !own.has(name))) };
}
