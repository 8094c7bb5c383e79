import type { Place } from '../../../../errors/index.ts';
import type { Gathering } from '../../gathering.ts';
import { readEnvFile } from '../text/dotenv.ts';
import type { Filling } from './filling.ts';

export interface EnvFile {
  readonly file: string;
  readonly text: string;
}

/** Variables by name: those that are given count, then those of files, read when a name is first looked for there. */
export class Environment {
  readonly #given: (name: string, at: Place) => string | undefined;
  readonly #files: (at: Place) => readonly EnvFile[];
  readonly #filling: Filling;
  readonly #gathering: Gathering;
  #values: Map<string, string> | undefined;

  constructor(
    given: (name: string, at: Place) => string | undefined,
    files: (at: Place) => readonly EnvFile[],
    filling: Filling,
    gathering: Gathering,
  ) {
    this.#given = given;
    this.#files = files;
    this.#filling = filling;
    this.#gathering = gathering;
  }

  get(name: string, at: Place): string | undefined {
    const given = this.#given(name, at);
    if (given !== undefined) return given;
    if (!this.#values) {
      // Set first: a file may name variables of the files before it.
      const values = new Map<string, string>();
      this.#values = values;
      for (const file of this.#files(at)) this.#read(file, values);
    }
    return this.#values.get(name);
  }

  #read({ file, text }: EnvFile, values: Map<string, string>): void {
    const scope = this.#filling.scopeIn(this);
    const { entries, problems } = readEnvFile(file, text, false, scope);
    this.#gathering.problems.push(...problems);
    for (const { name, value } of entries) if (value) values.set(name.text, value.text);
  }
}
