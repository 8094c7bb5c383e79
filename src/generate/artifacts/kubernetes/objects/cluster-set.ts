import type { Project } from '../../../../model/service.ts';
import { plain, type TracedView, trace } from '../../../../model/traced.ts';
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

/** As long as somebody holds one of their services. */
const sets = new WeakMap<TracedView<Project>, ClusterSet>();

/** Made once, whichever families print it. */
export function clusterSet(project: Project): ClusterSet {
  const view = trace(project);
  const known = sets.get(view);
  if (known) return known;
  const made = new Lazily(view);
  sets.set(view, made);
  return made;
}

class Lazily implements ClusterSet {
  readonly #view: TracedView<Project>;
  readonly #places = new Map<string | undefined, ReadonlyMap<ServiceView, Place>>();
  /** Of the service that was asked for last: all families print one service before the next one. */
  readonly #members = new Map<string | undefined, Member>();
  #last: ServiceView | undefined;

  constructor(view: TracedView<Project>) {
    this.#view = view;
  }

  of(service: ServiceView, environment?: string): Member {
    if (service !== this.#last) this.#members.clear();
    this.#last = service;
    const member = this.#members.get(environment) ?? this.#make(service, environment);
    this.#members.set(environment, member);
    return member;
  }

  #make(service: ServiceView, environment: string | undefined): Member {
    const places = this.#places.get(environment) ?? placesIn(this.#view, environment);
    this.#places.set(environment, places);
    const found = places.get(service);
    if (!found) throw new TypeError(`${plain(service.name)} is no service of this project`);
    const around = found.around(found.service);
    return { service: found.service, around, objects: objectsOf(found.service, around) };
  }
}

interface Place {
  readonly service: PlacedService;
  readonly around: (service: PlacedService) => Surroundings;
}

function placesIn(
  { services, resources }: TracedView<Project>,
  environment: string | undefined,
): ReadonlyMap<ServiceView, Place> {
  const placed = placeAll(services, environment);
  const around = surroundings(placed, resources);
  return new Map(
    services.flatMap((service, i) => (placed[i] ? [[service, { service: placed[i], around }] as const] : [])),
  );
}
