import type { Project } from '../../../../model/service.ts';
import { plain, trace } from '../../../../model/traced.ts';
import type { ServiceView } from '../../../../model/views.ts';
import { type Surroundings, surroundings } from './network.ts';
import { type ClusterObjects, objectsOf } from './objects.ts';
import { type PlacedService, placeAll } from './placed.ts';

/** A service in one environment, with its objects. */
export interface Member {
  readonly service: PlacedService;
  readonly around: Surroundings;
  readonly objects: ClusterObjects;
}

/**
 * The objects of a project in one environment, by the services of its traced view; production without a name. A service
 * that has no environment of that name stands there as in production.
 */
export interface ClusterSet {
  of(service: ServiceView, environment?: string): Member;
}

const sets = new WeakMap<Project, ClusterSet>();

/** Made once, whichever families print it. */
export function clusterSet(project: Project): ClusterSet {
  const known = sets.get(project);
  if (known) return known;
  const made = new Lazily(project);
  sets.set(project, made);
  return made;
}

class Lazily implements ClusterSet {
  readonly #project: Project;
  readonly #environments = new Map<string | undefined, ReadonlyMap<ServiceView, () => Member>>();

  constructor(project: Project) {
    this.#project = project;
  }

  of(service: ServiceView, environment?: string): Member {
    const members = this.#environments.get(environment) ?? this.#place(environment);
    const member = members.get(service)?.();
    if (!member) throw new TypeError(`${plain(service.name)} is no service of this project`);
    return member;
  }

  #place(environment: string | undefined): ReadonlyMap<ServiceView, () => Member> {
    const { services, resources } = trace(this.#project);
    const placed = placeAll(services, environment);
    const around = surroundings(placed, resources);
    const members = new Map(
      services.flatMap((service, i) => {
        const own = placed[i];
        return own ? [[service, once(() => memberOf(own, around(own)))] as const] : [];
      }),
    );
    this.#environments.set(environment, members);
    return members;
  }
}

const memberOf = (service: PlacedService, around: Surroundings): Member => ({
  service,
  around,
  objects: objectsOf(service, around),
});

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
