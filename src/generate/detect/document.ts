import { Document, type Node, type YAMLMap } from 'yaml';
import { type DetectedService, type Detection, programFields } from './detection.ts';
import { type Evidence, evidenceText, type Finding } from './finding.ts';
import type { Hosting } from './hosting.ts';
import type { FoundResource } from './resources.ts';
import type { FoundVariable } from './variables.ts';

/**
 * devops-flow.yaml for what was found: the native form, with a remark on each line that says where its value stands.
 * `families` are those that can be generated; a family with files of the team's own names them as `yours`.
 */
export function printDetection(detection: Detection, families: readonly string[]): string {
  const document = new Document(undefined, { version: '1.2', compat: 'yaml-1.1' });
  const root = document.createNode({}) as YAMLMap;
  document.contents = root;
  document.commentBefore = [
    detection.isDependency
      ? ' yaml-language-server: $schema=./node_modules/devops-flow/schema/devops-flow.schema.json'
      : ' For completion in editors: the command `schema` prints the JSON Schema of this file.',
    ' Written by init: a remark says where its value was found. From now on the file is yours.',
  ].join('\n');
  const print = new Printer(document);
  const [only, ...others] = detection.services;
  if (only && others.length === 0) print.service(root, only);
  else {
    const services = print.map(root, 'services');
    for (const service of detection.services)
      print.service(print.map(services, service.name.value), service, false);
  }
  print.hosting(root, detection.hosting);
  if (detection.resources.length > 0) print.resources(print.map(root, 'resources'), detection.resources);
  print.outputs(print.map(root, 'outputs'), detection, families);
  return document.toString({ lineWidth: 0 });
}

const probesOn = (port: number) => ({ live: { port }, ready: { port } });

/** What is written for a service whose health path was not found. */
const openPort = {
  value: 'tcp',
  found: { reason: 'no health path was found: the open port must do' },
  others: [],
} as const;

/** Values reach the text through the encoder of the YAML library only; so do remarks, which hold paths of the user. */
class Printer {
  readonly #document: Document;

  constructor(document: Document) {
    this.#document = document;
  }

  map(parent: YAMLMap, key: string): YAMLMap {
    const made = this.#document.createNode({}) as YAMLMap;
    this.#put(parent, key, made);
    return made;
  }

  service(parent: YAMLMap, service: DetectedService, withName = true): void {
    if (withName) this.#finding(parent, 'name', service.name);
    if (service.worker) this.#value(parent, 'kind', 'worker', remark(service.worker));
    for (const key of programFields) this.#finding(parent, key, service[key]);
    if (service.commands.size > 0) {
      const commands = this.map(parent, 'commands');
      for (const [name, command] of service.commands) this.#finding(commands, name, command);
    }
    const { build } = service;
    if (build) this.#value(parent, 'build', build.value, remark(build.found));
    this.#finding(parent, 'port', service.port);
    if (service.health) {
      const health = this.map(parent, 'health');
      this.#finding(health, 'live', service.health.live);
      this.#finding(health, 'ready', service.health.ready);
      const { port } = service.health;
      if (port) this.#value(health, 'probes', probesOn(port.value), remark(port.found));
    } else if (service.port) this.#finding(this.map(parent, 'health'), 'over', openPort);
    if (service.variables.length > 0) this.#variables(this.map(parent, 'variables'), service.variables);
    if (service.uses.length > 0) {
      const dependencies = this.map(parent, 'dependencies');
      for (const name of service.uses) this.#value(dependencies, name, 'healthy');
    }
  }

  /** Said at the top, for all services. */
  hosting(parent: YAMLMap, { repository, folder, pipeline }: Hosting): void {
    this.#finding(parent, 'repository', repository);
    this.#finding(parent, 'repositoryFolder', folder);
    if (pipeline) this.#finding(this.map(parent, 'automation'), 'pipeline', pipeline);
  }

  resources(parent: YAMLMap, resources: readonly FoundResource[]): void {
    for (const { name, kind, type, version, found } of resources) {
      const known = kind === 'database' && version ? { version: version.value } : {};
      this.#value(parent, name, { kind, type, ...known }, remark(found));
    }
  }

  outputs(parent: YAMLMap, { yours, scripts }: Detection, families: readonly string[]): void {
    for (const family of families) {
      const own = yours.find(one => one.family === family)?.files ?? [];
      if (family === 'scripts' && scripts)
        this.#value(parent, family, { folder: scripts.value }, `${evidenceText(scripts.found)} is yours`);
      else if (own.length > 0)
        this.#value(parent, family, { yours: own }, 'read and referred to, never written');
      else this.#value(parent, family, {});
    }
  }

  #variables(parent: YAMLMap, variables: readonly FoundVariable[]): void {
    for (const { name, required, sensitive, default: value, found } of variables) {
      const said = {
        ...(required ? { required } : {}),
        ...(sensitive ? { sensitive } : {}),
        ...(value ? { default: value.value } : {}),
      };
      this.#value(parent, name, said, remark(found));
    }
  }

  #finding(parent: YAMLMap, key: string, finding: Finding<unknown> | undefined): void {
    if (!finding) return;
    const others = finding.others.map(({ value, found }) => `${evidenceText(found)} says ${words(value)}`);
    this.#value(parent, key, finding.value, [evidenceText(finding.found), ...others].join('; '));
  }

  /** Lists and mappings with a remark stand on one line, so that it stands beside its value. */
  #value(parent: YAMLMap, key: string, value: unknown, comment?: string): void {
    const node = this.#document.createNode(value) as Node & { flow?: boolean };
    if (typeof value === 'object') node.flow = true;
    if (comment !== undefined) node.comment = ` ${oneLine(comment)}`;
    this.#put(parent, key, node);
  }

  /** Keys are nodes of their own, so that no name can reach a prototype. */
  #put(parent: YAMLMap, key: string, value: Node): void {
    const scalar = this.#document.createNode(key);
    parent.items.push(this.#document.createPair(scalar, value));
  }
}

const remark = (found: Evidence): string => evidenceText(found);
const words = (value: unknown): string => (Array.isArray(value) ? value.join(' ') : String(value));

/** A remark ends with its line: a file may be called anything. */
const oneLine = (text: string): string =>
  text.replaceAll(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, '?');
