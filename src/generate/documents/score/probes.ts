import { problem } from '../../../errors/index.ts';
import type { FieldPath } from '../../../model/facts.ts';
import { isProblem } from '../../../model/values/parse.ts';
import { urlPath } from '../../../model/values/text.ts';
import type { TreeNode } from '../tree/node.ts';
import type { Container } from './container.ts';
import { child, itemsOf, scalar } from './sheet.ts';
import { readWords } from './words.ts';

const probes = [
  ['livenessProbe', 'live'],
  ['readinessProbe', 'ready'],
] as const;

/** Reads the probes of a container: the path of the main one is `health.live` or `health.ready` of the service. */
export function readProbes(container: Container): void {
  const { node, path, isMain, field, sheet } = container;
  for (const [key, name] of probes) {
    const probe = child(node, key);
    const written = node.kind === 'map' ? node.entries.get(key)?.key : undefined;
    if (!probe || !written) continue;
    const own = [...path, ...(isMain ? ['health'] : []), 'probes', { name }];
    sheet.stateKey([...own, 'name'], name, written);
    const http = child(probe, 'httpGet');
    const place = isMain ? [...path, 'health', name] : [...own, 'path'];
    if (http) readHttp(http, own, place, `${field}.${key}.httpGet`, container);
    const command = child(child(probe, 'exec'), 'command');
    readWords(command, [...own, 'command'], `${field}.${key}.exec.command`, sheet);
  }
}

function readHttp(
  http: TreeNode,
  probe: FieldPath,
  place: FieldPath,
  field: string,
  { sheet }: Container,
): void {
  const [path, port] = [scalar(http, 'path'), scalar(http, 'port')];
  const value = path && urlPath('probe')(path.token);
  if (path && value !== undefined && !isProblem(value)) sheet.state(place, value, path);
  else if (path) {
    const rule = 'a probe asks for a path that begins with "/", without a query';
    const facts = { field: `${field}.path`, text: path.token.text.slice(0, 80), rule };
    sheet.report(problem('score-path-unusable', facts, { at: path.token.at }));
  }
  if (port) sheet.state([...probe, 'port'], Number(port.token.text), port);
  const [scheme, host] = [scalar(http, 'scheme'), scalar(http, 'host')];
  if (scheme) sheet.state([...probe, 'scheme'], scheme.token.text.toLowerCase(), scheme);
  if (host) sheet.state([...probe, 'host'], host.token.text, host);
  readHeaders(child(http, 'httpHeaders'), probe, `${field}.httpHeaders`, { sheet });
}

function readHeaders(
  headers: TreeNode | undefined,
  probe: FieldPath,
  field: string,
  { sheet }: Pick<Container, 'sheet'>,
): void {
  const seen = new Set<string>();
  for (const header of itemsOf(headers)) {
    const [name, value] = [scalar(header, 'name'), scalar(header, 'value')];
    if (!name || !value) continue;
    const { text, at } = name.token;
    if (seen.has(text.toLowerCase())) {
      sheet.report(problem('score-header-twice', { field, name: text }, { at }));
      continue;
    }
    seen.add(text.toLowerCase());
    const own = [...probe, 'headers', { name: text }];
    sheet.state([...own, 'name'], text, name);
    sheet.state([...own, 'value'], value.token.text, value);
  }
}
