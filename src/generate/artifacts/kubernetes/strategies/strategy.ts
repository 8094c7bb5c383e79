import type { Text } from '../../../../model/traced.ts';
import type { YamlNode } from '../../shared/yaml.ts';
import type { PlacedService } from '../objects/placed.ts';

/** One way to carry a strategy out: its objects by file, and the commands that carry it out and undo it. */
export interface Way {
  /** Part of the folder's name: "replicas". */
  readonly name: string;
  readonly title: string;
  /** What has to run in the cluster, and what it does to requests. */
  readonly about: readonly Text[];
  readonly files: Readonly<Record<string, readonly YamlNode[]>>;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly title: Text;
  /** Lines of Bash; values come from the variables that the page sets at its head. */
  readonly commands: readonly Text[];
}

/** What a way needs to know. */
export interface Case {
  readonly service: PlacedService;
}

/** What a controller carries out by itself. */
export type Controlled = 'blue-green' | 'canary';
