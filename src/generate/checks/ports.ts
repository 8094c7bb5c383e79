import type { Problem } from '../../errors/index.ts';
import type { Service } from '../../model/service.ts';
import { lineOf } from '../dockerfile/index.ts';
import { containersOf, type KubernetesObject } from './objects.ts';
import { at, finding, items, type Parsed, type Path, show } from './parsed.ts';
import { httpPort, listedPorts } from './services.ts';

/** The ports that the container of a service listens on. */
interface Ports {
  /** The container. */
  readonly name: string;
  /** The one for HTTP, which the service finds in PORT. */
  readonly http: number | undefined;
  readonly all: ReadonlySet<number>;
}

/** Every place that names a port of the service means one that it listens on. */
export function checkPorts(
  service: Service,
  files: readonly Parsed[],
  objects: readonly KubernetesObject[],
): Problem[] {
  const ports = portsOf(service);
  if (ports.all.size === 0) return [];
  // A port may be called by the name that the container gives it.
  const named = new Set(
    objects
      .flatMap(containersOf)
      .flatMap(({ value }) => items(at(value, 'ports')).map(item => at(item, 'name'))),
  );
  return [
    ...files.flatMap(file => dockerPorts(ports, file)),
    ...objects.flatMap(object => objectPorts(ports, object, named)),
  ];
}

function portsOf(service: Service): Ports {
  const probed = service.health.probes.flatMap(probe => probe.port ?? []);
  return {
    name: service.name,
    http: httpPort(service),
    all: new Set([...listedPorts(service), ...probed]),
  };
}

const listed = ({ all }: Ports) => [...all].join(' or ');

function dockerPorts(ports: Ports, file: Parsed): Problem[] {
  const { http } = ports;
  return (file.dockerfile?.getInstructions() ?? []).flatMap(instruction => {
    const line = lineOf(instruction);
    const text = instruction.getArgumentsContent() ?? '';
    const wrong = (what: string, port: string, expected: string) => [
      finding(file, 'port-mismatch', { what, port, expected }, line),
    ];
    if (instruction.getKeyword() === 'EXPOSE') {
      const port = text.split('/')[0] ?? '';
      return ports.all.has(Number(port)) ? [] : wrong('EXPOSE', port, listed(ports));
    }
    const [name, value = ''] = text.split('=');
    const port = value.replaceAll('"', '');
    const isPort = instruction.getKeyword() === 'ENV' && name === 'PORT' && http !== undefined;
    return isPort && port !== String(http) ? wrong('PORT', port, String(http)) : [];
  });
}

interface Named {
  readonly what: string;
  readonly path: Path;
  readonly value: unknown;
}

function objectPorts(ports: Ports, object: KubernetesObject, named: ReadonlySet<unknown>): Problem[] {
  const right = ({ what, value }: Named) =>
    what === 'PORT'
      ? ports.http === undefined || value === String(ports.http)
      : ports.all.has(Number(value)) || named.has(value) || (named.size === 0 && typeof value === 'string');
  return placesOf(ports, object)
    .filter(place => place.value !== undefined && !right(place))
    .map(({ what, path, value }) =>
      finding(
        object.file,
        'port-mismatch',
        { what, port: show(value), expected: what === 'PORT' ? String(ports.http) : listed(ports) },
        object.tree.lineOf(path),
      ),
    );
}

function placesOf({ name }: Ports, object: KubernetesObject): Named[] {
  const take = (what: string, path: Path): Named => ({ what, path, value: at(object.tree.value, ...path) });
  if (object.kind === 'Service') {
    return items(at(object.tree.value, 'spec', 'ports')).map((_, i) =>
      take('targetPort', ['spec', 'ports', i, 'targetPort']),
    );
  }
  if (object.kind === 'NetworkPolicy') {
    return items(at(object.tree.value, 'spec', 'ingress')).flatMap((rule, r) =>
      items(at(rule, 'ports')).map((_, i) =>
        take('the port of the policy', ['spec', 'ingress', r, 'ports', i, 'port']),
      ),
    );
  }
  const own = containersOf(object).filter(container => container.name === name);
  return own.flatMap(({ path, value }) => [
    ...items(at(value, 'ports')).map((_, i) => take('containerPort', [...path, 'ports', i, 'containerPort'])),
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map(probe =>
      take(probe, [...path, probe, 'httpGet', 'port']),
    ),
    ...items(at(value, 'env')).flatMap((variable, i) =>
      at(variable, 'name') === 'PORT' ? [take('PORT', [...path, 'env', i, 'value'])] : [],
    ),
  ]);
}
