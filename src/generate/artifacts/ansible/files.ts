/** The files of the family: playbooks and what they read. */
import { plain } from '../../../model/traced.ts';
import type { Artifact } from '../shared/artifact.ts';
import { textFile } from '../shared/text.ts';
import type { YamlNode, YamlObject } from '../shared/yaml.ts';
import { yamlFile } from '../shared/yaml-file.ts';
import { playbook } from './playbook.ts';
import { settings } from './settings.ts';
import type { Purpose, Wanted } from './wanted.ts';

/** A file of YAML by its path in the folder of the service. */
export type FileOf = (path: string, node: YamlNode) => Artifact;

export const fileIn =
  (folder: string): FileOf =>
  (path, node) =>
    yamlFile({ family: 'ansible', kind: 'ansible', path: `${folder}${path}` }, [node]);

/** The playbooks, and the settings that are read where they are run from. */
export const playbooks = (
  folder: string,
  wanted: readonly Wanted[],
  playsOf: (purpose: Purpose) => readonly YamlObject[],
): readonly Artifact[] => [
  ...wanted.map(one => fileIn(folder)(plain(one.name), playbook(one, playsOf(one.purpose)))),
  textFile({ family: 'ansible', kind: 'text', path: `${folder}ansible.cfg` }, settings),
];
