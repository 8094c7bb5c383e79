import type { Project, Service } from '../../model/service.ts';
import { at, type Parsed, type Path, pairs, type Tree } from './parsed.ts';

/** One entry of `services` in a Compose file. */
export interface ComposeEntry {
  readonly file: Parsed;
  readonly name: string;
  readonly value: unknown;
  /** The service of the project that it runs, where it runs one. */
  readonly service: Service | undefined;
  /** The line of what stands at a path below it. */
  readonly lineOf: (...path: Path) => number;
}

export const entriesOf = ({ services }: Project, file: Parsed, tree: Tree): readonly ComposeEntry[] =>
  pairs(at(tree.value, 'services')).map(([name, value]) => ({
    file,
    name,
    value,
    service: services.find(known => known.name === name),
    lineOf: (...path) => tree.lineOf(['services', name, ...path]),
  }));
