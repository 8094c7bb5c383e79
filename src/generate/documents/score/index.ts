/** Score, a workload as its developer sees it (score.dev/v1b1). */
import { problem } from '../../../errors/index.ts';
import type { Reading } from '../../../model/facts.ts';
import { token } from '../../../model/token.ts';
import type { DocumentText } from '../gathering.ts';
import type { MapNode } from '../tree/node.ts';
import { parseYaml } from '../tree/yaml.ts';
import { readBefore } from './before.ts';
import { checkShape } from './check.ts';
import type { Container } from './container.ts';
import { readFiles } from './files.ts';
import { Filler } from './fill.ts';
import { readImage } from './image.ts';
import { strangerOf } from './kind.ts';
import { mainContainer } from './main-container.ts';
import { concludeKind, readPorts } from './ports.ts';
import { readProbes } from './probes.ts';
import { resourceNames } from './resource-names.ts';
import { readResources } from './resources.ts';
import { apiVersion, workload } from './schema.ts';
import { child, entriesOf, Sheet, scalar } from './sheet.ts';
import { readSizes } from './sizes.ts';
import { readVariables } from './variables.ts';
import { type Mounts, plainVolumes, readVolumes } from './volumes.ts';
import { readCommand } from './words.ts';

/**
 * Reads a Score file: one workload, whose main container is the service and whose other containers are its sidecars.
 * Never throws: what its JSON Schema or score-go's own checks forbid is a problem with its place. `folder` is that of the
 * Score file, relative to the project folder: sources of files are relative to it.
 */
export function readScore(document: DocumentText, folder = ''): Reading {
  const { file, text } = document;
  const sheet = new Sheet();
  const start = token(file, 1, 1, '');
  const { root, problems } = parseYaml(text, start);
  sheet.report(...problems);
  const looksLike = problems.length > 0 ? undefined : strangerOf(root);
  if (looksLike !== undefined)
    sheet.report(problem('not-a-score', { looksLike }, { at: root?.token.at ?? start.at }));
  else if (root?.kind === 'map') readWorkload(root, text.split(/\r\n|\r|\n/), folder, sheet);
  return sheet.reading(document);
}

function readWorkload(root: MapNode, lines: readonly string[], folder: string, sheet: Sheet): void {
  const version = scalar(root, 'apiVersion');
  if (version) sheet.follow(version);
  if (version && version.token.text !== apiVersion) {
    const facts = { version: version.token.text.slice(0, 80) };
    sheet.report(problem('score-version-unknown', facts, { at: version.token.at }));
    return;
  }
  sheet.report(...checkShape(root, workload));
  const name = readMetadata(root, sheet);
  const names = resourceNames(root, name, sheet);
  const filler = new Filler(root, names, lines, node => sheet.follow(node));
  const found = entriesOf(child(root, 'containers'));
  const ports = readPorts(root, sheet);
  const main = mainContainer(found, name, ports);
  concludeKind(ports, main?.[1].key, sheet);
  const mounts: Mounts = new Map();
  const plain = plainVolumes(root);
  const containers = found.map(([own, { key, node }]): Container => {
    const isMain = own === main?.[0];
    const path = isMain ? ['service'] : ['service', 'sidecars', { name: own }];
    return { name: own, key, node, path, isMain, field: `containers.${own}`, sheet, filler };
  });
  for (const container of containers) readContainer(container, { folder, mounts, plain });
  readBefore(containers, name, sheet);
  readResources(root, { names, mounts, plain, filler, sheet });
  sheet.finish(root);
}

/** Name and annotations; other keys are there to be referred to. */
function readMetadata(root: MapNode, sheet: Sheet): string {
  const metadata = child(root, 'metadata');
  const name = scalar(metadata, 'name');
  if (name) sheet.state(['service', 'name'], name.token.text, name);
  for (const [key, { key: written, node }] of entriesOf(metadata))
    if (node.kind === 'null') sheet.gathering.skip(`metadata.${key}`, written);
  for (const [annotation, { key, node }] of entriesOf(child(metadata, 'annotations'))) {
    if (node.kind !== 'scalar') continue;
    const path = ['service', 'annotations', { name: annotation }];
    sheet.stateKey([...path, 'name'], annotation, key);
    sheet.state([...path, 'value'], node.token.text, node);
  }
  return name?.token.text ?? 'workload';
}

interface Surroundings {
  readonly folder: string;
  readonly mounts: Mounts;
  readonly plain: ReadonlySet<string>;
}

function readContainer(container: Container, { folder, mounts, plain }: Surroundings): void {
  const { name, key, node, path, isMain, sheet } = container;
  if (!isMain) sheet.stateKey([...path, 'name'], name, key);
  readImage(node, path, sheet);
  readCommand(container);
  readVariables(container);
  readFiles(container, folder);
  readVolumes(container, plain, mounts);
  readSizes(node, isMain ? [...path, 'resources'] : path, sheet);
  readProbes(container);
}
