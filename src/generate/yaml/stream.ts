import {
  Composer,
  CST,
  type Document,
  type DocumentOptions,
  Lexer,
  type LineCounter,
  type Node,
  type ParseOptions,
  Parser,
  type SchemaOptions,
} from 'yaml';

export type YamlOptions = Pick<ParseOptions & DocumentOptions & SchemaOptions, 'intAsBigInt' | 'schema'>;

/** A place in the text, and what the parser says about it. */
export interface ParseError {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

export function errorAt({ range }: Pick<Node, 'range'>, message: string): ParseError {
  const [from, to] = range ?? [0, 1];
  return { from, to, message };
}

/** What a text may be; without a limit it may be any. */
export interface StreamLimits {
  /** The deepest level, from 0. */
  readonly depth: number;
  readonly documents?: number;
  /** Words, signs and line ends for each character, where there are more than 20,000 of them. */
  readonly density?: number;
}

/** The first thing that no text of its kind has. */
export interface Refusal {
  readonly id: 'yaml-too-deep' | 'yaml-too-dense' | 'yaml-too-many-documents';
  readonly limit: number;
  readonly offset: number;
}

export interface Stream {
  readonly documents: readonly Document.Parsed[];
  /** In the order of the text. */
  readonly errors: readonly ParseError[];
  /** Whether the parser was stopped: errors may stand behind the last one. */
  readonly stopped: boolean;
  /** Then nothing else is of use. */
  readonly refusal?: Refusal;
}

/** Each error costs as much as a line of a document, and whoever reads them looks at the first. */
const maxErrors = 100;
const fewLexemes = 20_000;

/**
 * Parses a stream of YAML 1.2 documents by the parts of the library, so that what would take long, or exhaust the
 * stack, is stopped where it begins. Keys are not checked for uniqueness: the library compares each with all others, a
 * minute for 1 MB; see `repeatedKeys`. Aliases are not resolved.
 */
export function parseStream(
  text: string,
  lines: LineCounter,
  limits: StreamLimits,
  options: YamlOptions = {},
): Stream {
  return new StreamParser(text, lines, limits, options).parse();
}

/** Thrown through the composer, which has no other way to be stopped. */
class EnoughErrors extends Error {}

class StreamParser {
  readonly #text: string;
  readonly #limits: StreamLimits;
  readonly #parser: Parser;
  readonly #composer: Composer;
  readonly #documents: Document.Parsed[] = [];
  readonly #errors: ParseError[] = [];

  constructor(text: string, lines: LineCounter, limits: StreamLimits, options: YamlOptions) {
    // The library says on stderr what it thinks of some keys.
    this.#composer = new Composer({ ...options, uniqueKeys: false, logLevel: 'silent' });
    this.#text = text;
    this.#limits = limits;
    lines.addNewLine(0);
    this.#parser = new Parser(lines.addNewLine);
    // The library makes an Error with its stack of each error and of each warning, 65,000 of them for 64 KB of "}".
    Object.assign(this.#composer, { onError: this.#onError });
  }

  parse(): Stream {
    let [refusal, isStopped]: [Refusal | undefined, boolean] = [undefined, false];
    try {
      refusal = this.#read();
    } catch (error) {
      if (!(error instanceof EnoughErrors)) throw error;
      isStopped = true;
    }
    for (const { errors } of [...this.#documents, this.#composer.streamInfo()])
      for (const { pos, message } of errors) this.#errors.push({ from: pos[0], to: pos[1], message });
    return {
      documents: this.#documents,
      errors: this.#errors.toSorted((a, b) => a.from - b.from),
      stopped: isStopped,
      ...(refusal ? { refusal } : {}),
    };
  }

  #read(): Refusal | undefined {
    const { depth, documents = Number.POSITIVE_INFINITY, density = Number.POSITIVE_INFINITY } = this.#limits;
    const most = Math.max(fewLexemes, Math.floor(this.#text.length * density));
    let count = 0;
    for (const lexeme of new Lexer().lex(this.#text)) {
      const { offset } = this.#parser;
      if (!isSilent(lexeme)) count += 1;
      if (count > most) return { id: 'yaml-too-dense', limit: most, offset };
      this.#compose(this.#parser.next(lexeme));
      // The document itself stands below its root.
      if (this.#parser.stack.length > depth + 2) return { id: 'yaml-too-deep', limit: depth, offset };
      if (this.#documents.length > documents)
        return { id: 'yaml-too-many-documents', limit: documents, offset };
    }
    this.#compose(this.#parser.end());
    this.#documents.push(...this.#composer.end());
    return undefined;
  }

  #compose(tokens: Iterable<CST.Token>): void {
    for (const token of tokens) {
      if (token.type === 'error') this.#onError(token, '', errorText(token));
      else for (const document of this.#composer.next(token)) this.#documents.push(document);
    }
  }

  readonly #onError = (source: ErrorSource, _code: string, message: string, isWarning = false): void => {
    if (isWarning) return;
    const [from, to] = span(source);
    this.#errors.push({ from, to, message });
    if (this.#errors.length >= maxErrors) throw new EnoughErrors();
  };
}

/** Spaces, and the marks by which the lexer announces a scalar or a document. */
const isSilent = (lexeme: string) =>
  lexeme === CST.SCALAR || lexeme === CST.DOCUMENT || lexeme[0] === ' ' || lexeme[0] === '\t';

const errorText = ({ message, source }: CST.ErrorToken) =>
  source === '' ? message : `${message}: ${JSON.stringify(source)}`;

type ErrorSource = number | readonly number[] | { readonly offset: number; readonly source?: string };

function span(source: ErrorSource): readonly [number, number] {
  if (typeof source === 'number') return [source, source + 1];
  if ('offset' in source) return [source.offset, source.offset + (source.source?.length ?? 1)];
  const [from = 0, to = from + 1] = source;
  return [from, to];
}
