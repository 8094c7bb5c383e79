import { Composer, CST, type Document, Lexer, type LineCounter, Parser } from 'yaml';

/** A place in the text, and what the parser says about it. */
export interface ParseError {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

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
  /** Set where the text is no document that anybody wrote; then nothing else is of use. */
  readonly refusal?: Refusal;
}

/** Each error costs as much as a line of a document, and whoever reads them looks at the first. */
const maxErrors = 100;
const maxDocuments = 100;
/** Words, signs and line ends that any text may have, and how many for a character a longer one may: real ones have 0.3. */
const fewLexemes = 20_000;
const mostDensity = 0.4;

/**
 * Parses a stream of YAML 1.2 documents by the parts of the library, so that what would take long can be stopped where
 * it begins: `maxDepth` is the deepest level, from 0, before anything recursive sees the text.
 */
export function parseStream(text: string, lines: LineCounter, maxDepth: number): Stream {
  return new StreamParser(text, lines, maxDepth).parse();
}

/** Thrown through the composer, which has no other way to be stopped. */
class EnoughErrors extends Error {}

class StreamParser {
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #parser: Parser;
  // Keys are checked for uniqueness by the reader: the library compares each with all others, a minute for 1 MB.
  readonly #composer = new Composer({ uniqueKeys: false });
  readonly #documents: Document.Parsed[] = [];
  readonly #errors: ParseError[] = [];

  constructor(text: string, lines: LineCounter, maxDepth: number) {
    this.#text = text;
    this.#maxDepth = maxDepth;
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
    const most = Math.max(fewLexemes, this.#text.length * mostDensity);
    let count = 0;
    for (const lexeme of new Lexer().lex(this.#text)) {
      const { offset } = this.#parser;
      if (!isSilent(lexeme)) count += 1;
      if (count > most) return { id: 'yaml-too-dense', limit: Math.floor(most), offset };
      this.#compose(this.#parser.next(lexeme));
      // The document itself stands below its root.
      if (this.#parser.stack.length > this.#maxDepth + 2)
        return { id: 'yaml-too-deep', limit: this.#maxDepth, offset };
      if (this.#documents.length > maxDocuments)
        return { id: 'yaml-too-many-documents', limit: maxDocuments, offset };
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
