import { type Place, problem } from '../../../../errors/index.ts';
import type { FileNeed } from '../../../../model/facts.ts';
import type { Token } from '../../../../model/token.ts';
import type { Gathering } from '../../gathering.ts';
import type { ComposeContext, OtherFile } from '../context.ts';
import { join, refusal } from './paths.ts';

/** A file is asked for once, and only so many of them. */
const maxFiles = 100;

interface Wanted {
  /** The path as it is written. */
  readonly path: Token;
  readonly folder: string;
  readonly as: FileNeed['as'];
  /** What is read from it, as a problem says it. */
  readonly wanted: string;
}

/** Hands out the other files of a project, and notes those that are not there yet as needs. */
export class Files {
  readonly #others: ComposeContext['others'];
  readonly #gathering: Gathering;
  readonly #asked = new Set<string>();
  /** A file is not here yet: what is read now is not all. */
  isWaiting = false;

  constructor(others: ComposeContext['others'], gathering: Gathering) {
    this.#others = others;
    this.#gathering = gathering;
  }

  /** The file at a written path, with its normalised path. Undefined when it is refused, awaited or missing, which is reported. */
  read({ path, folder, as, wanted }: Wanted): { file: string; text: string } | undefined {
    const reason = refusal(path.text);
    if (reason !== undefined) {
      this.#gathering.problems.push(
        problem('compose-path-refused', { path: path.text, reason }, { at: path.at }),
      );
      return undefined;
    }
    const file = join(folder, path.text);
    const found = this.find(file, as, path.at);
    if (found === 'missing')
      this.#gathering.problems.push(problem('compose-file-missing', { file, wanted }, { at: path.at }));
    return found === undefined || found === 'missing' ? undefined : { file, text: found.text };
  }

  /** A file that may be missing. Undefined when it is awaited. */
  find(path: string, as: FileNeed['as'], at: Place): OtherFile | undefined {
    if (!this.#asked.has(path)) {
      if (this.#asked.size === maxFiles) {
        const facts = { what: 'the files of this project', limit: maxFiles };
        this.#gathering.problems.push(problem('compose-too-large', facts, { at }));
      }
      this.#asked.add(path);
      if (this.#asked.size <= maxFiles) this.#gathering.needs.push({ kind: 'file', path, as, at });
    }
    if (this.#asked.size > maxFiles && !this.#others.has(path)) return undefined;
    const found = this.#others.get(path);
    if (found === undefined) this.isWaiting = true;
    return found;
  }
}
