import { YamlEntries, type YamlObject } from '../../shared/yaml.ts';
import type { PlacedService } from './placed.ts';

/** `prefix/name`: the prefix is a DNS name, the name has at most 63 characters. */
const keyForm =
  /^(?:([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)\/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const valueForm = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;

/** Our labels, and those of the documents that Kubernetes accepts and that are not among ours. */
export function withOwnLabels(service: PlacedService, ours: YamlObject): YamlEntries {
  return joined(
    ours,
    service.labels.filter(({ value }) => valueForm.test(value.value)),
  );
}

/** Our annotations and those of the documents, likewise; undefined when there are none. */
export function withOwnAnnotations(service: PlacedService, ours: YamlObject): YamlEntries | undefined {
  const all = joined(ours, service.annotations);
  return all.entries.length > 0 ? all : undefined;
}

function joined(ours: YamlObject, given: PlacedService['labels']): YamlEntries {
  const own = Object.entries(ours).flatMap(([key, node]) =>
    node === undefined ? [] : [[key, node] as const],
  );
  const taken = new Set(own.map(([key]) => key));
  const more = given.filter(({ name }) => keyForm.test(name.value) && !taken.has(name.value));
  return new YamlEntries([...own, ...more.map(({ name, value }) => [name, value] as const)]);
}
