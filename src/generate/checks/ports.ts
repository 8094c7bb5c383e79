import type { Problem } from '../../errors/index.ts';
import { containersOf, type KubernetesObject } from './objects.ts';
import { at, finding, items, type Parsed, type Path, show } from './parsed.ts';

/** Every place that names the port of the service means the one it listens on. */
export function checkPorts(
  port: number,
  files: readonly Parsed[],
  objects: readonly KubernetesObject[],
): Problem[] {
  return [
    ...files.flatMap(file => dockerPorts(port, file)),
    ...objects.flatMap(object => objectPorts(port, object)),
  ];
}

function dockerPorts(port: number, file: Parsed): Problem[] {
  return (file.dockerfile?.getInstructions() ?? []).flatMap(instruction => {
    const line = instruction.getRange().start.line + 1;
    const text = instruction.getArgumentsContent() ?? '';
    const wrong = (what: string, found: string) =>
      found === String(port)
        ? []
        : [finding(file, 'port-mismatch', { what, port: found, expected: port }, line)];
    if (instruction.getKeyword() === 'EXPOSE') return wrong('EXPOSE', text.split('/')[0] ?? '');
    const [name, value = ''] = text.split('=');
    return instruction.getKeyword() === 'ENV' && name === 'PORT'
      ? wrong('PORT', value.replaceAll('"', ''))
      : [];
  });
}

interface Named {
  readonly what: string;
  readonly path: Path;
  readonly value: unknown;
}

function objectPorts(port: number, object: KubernetesObject): Problem[] {
  // A port may be called by the name that the container gives it.
  const named = containersOf(object).flatMap(({ value }) =>
    items(at(value, 'ports')).map(item => at(item, 'name')),
  );
  const right = (value: unknown) =>
    value === port ||
    value === String(port) ||
    named.includes(value) ||
    (object.kind === 'Service' && value === 'http');
  return portsOf(object)
    .filter(({ value }) => value !== undefined && !right(value))
    .map(({ what, path, value }) =>
      finding(
        object.file,
        'port-mismatch',
        { what, port: show(value), expected: port },
        object.tree.lineOf(path),
      ),
    );
}

function portsOf(object: KubernetesObject): Named[] {
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
  return containersOf(object).flatMap(({ path, value }) => [
    ...items(at(value, 'ports')).map((_, i) => take('containerPort', [...path, 'ports', i, 'containerPort'])),
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map(probe =>
      take(probe, [...path, probe, 'httpGet', 'port']),
    ),
    ...items(at(value, 'env')).flatMap((variable, i) =>
      at(variable, 'name') === 'PORT' ? [take('PORT', [...path, 'env', i, 'value'])] : [],
    ),
  ]);
}
