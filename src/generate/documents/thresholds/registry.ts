import { type Problem, problem } from '../../../errors/index.ts';
import { isAbsent, slice, type Token, trim } from '../../../model/token.ts';
import { parted, registryName, thresholdName } from './reference.ts';

/**
 * Values of thresholds, each with its place: under "PRD.2.perf.api.p95", whatever the zeros of its document. Each
 * registry that was read stands there too, under "PRD.2", with its file name. Maps of several registries can be joined.
 */
export type Thresholds = ReadonlyMap<string, Token>;

/** Units that a value of a field can have. Others, such as req/s or USD, say what is counted. */
const units = new Set(
  'ms s sec secs second seconds min mins minute minutes h hour hours d day days week weeks month months % percent KB MB GB TB Ki Mi Gi Ti'.split(
    ' ',
  ),
);

/** Collects the thresholds of one document. */
export class Registry {
  readonly values = new Map<string, Token>();
  readonly problems: Problem[] = [];
  readonly #id: string;
  readonly #lines: readonly string[];

  /** `id` such as "PRD-02". */
  constructor(id: string, file: Token, lines: readonly string[]) {
    this.#id = id;
    this.#lines = lines;
    this.values.set(registryName(id), file);
  }

  /** True for the name of a threshold of this document, with the document in it or without. */
  owns(name: string): boolean {
    const { registry } = parted(name);
    return registry === undefined || registryName(registry) === registryName(this.#id);
  }

  /** Defines a threshold; its unit stands in a cell of its own, or in a comment behind it. */
  define(name: string, value: Token, unit: string | undefined = this.#unitBehind(value)): void {
    const { key } = parted(name);
    if (key === '' || key.length > 200 || !this.owns(name)) return;
    const token = withUnit(isOpen(value) ? slice(value, 0, 0) : value, unit);
    const full = thresholdName(this.#id, key);
    const first = this.values.get(full);
    if (first === undefined) this.values.set(full, token);
    else if (first.text !== token.text) {
      const { file, line, column } = first.at;
      const facts = { key, used: first.text, ignored: token.text, where: `${file}:${line}:${column}` };
      this.problems.push(problem('threshold-twice', facts, { at: token.at }));
    }
  }

  /** The first word of the comment behind a value in YAML: `p95: 200  # ms`. */
  wordBehind({ text, at }: Token): Token | undefined {
    const line = this.#lines[at.line - 1] ?? '';
    const start = at.column - 1 + at.length;
    const match = /^["']? {1,200}# {0,20}(\S{1,40})/.exec(line.slice(start));
    if (!match?.[1] || text.includes('\n')) return undefined;
    const from = start + match[0].length - match[1].length;
    const { length } = match[1];
    return { text: match[1], at: { ...at, column: from + 1, length } };
  }

  #unitBehind(value: Token): string | undefined {
    return this.wordBehind(value)?.text.replace(/[,;.]$/, '');
  }
}

/** Forms have {VALUE}, [value] or TBD where a value is to come. */
const isOpen = (value: Token) =>
  isAbsent(value) || /^(?:\{[^{}]*\}|\[[^[\]]*\]|tbd|tba|x{2,}|\?+)$/i.test(value.text.trim());

function withUnit(value: Token, unit: string | undefined): Token {
  const plain = trim(value);
  const isNumber = /^[\d.,]{1,30}$/.test(plain.text);
  if (unit === undefined || !units.has(unit) || !isNumber) return plain;
  return { ...plain, text: `${plain.text} ${unit}`, rewritten: true };
}
