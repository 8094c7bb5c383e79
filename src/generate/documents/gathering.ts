import type { Place, Problem } from '../../errors/index.ts';
import {
  type DocumentKind,
  type Fact,
  type FieldPath,
  fieldText,
  type Need,
  type ProductChoice,
  type Reading,
  type Scalar,
  type UnusedField,
} from '../../model/facts.ts';
import { isAbsent, slice, type Token } from '../../model/token.ts';
import { isProblem, type Parse } from '../../model/values/parse.ts';
import { changedName, isShownName } from './changed-name.ts';
import { isNumbered, parted, referenceIn } from './thresholds/reference.ts';
import type { Thresholds } from './thresholds/registry.ts';
import { resolveThreshold } from './thresholds/resolve.ts';

export interface DocumentText {
  readonly kind: DocumentKind;
  /** As the user named it; places show it. */
  readonly file: string;
  readonly text: string;
}

/** Looking for what was meant takes time: after so many a reader of problems knows. */
const mostSuggestions = 20;

const embedded = /@threshold: ?([A-Za-z][\w.-]{0,254}\w)/g;

/** Collects what one reader finds in one document. */
export class Gathering {
  readonly facts: Fact[] = [];
  readonly problems: Problem[] = [];
  readonly unused: UnusedField[] = [];
  readonly needs: Need[] = [];
  readonly followed: Place[] = [];
  readonly choices: ProductChoice[] = [];
  /** The document that references without one mean, such as "PRD-02". */
  registry: string | undefined;
  readonly #thresholds: Thresholds;
  #unresolved = 0;
  /** The references behind values that registries gave. */
  readonly #references = new Map<Token, Token>();

  /** `thresholds` are those of the registries that are there. */
  constructor(thresholds: Thresholds = new Map()) {
    this.#thresholds = thresholds;
  }

  /** Reads the token as the value of the field. An absent one (empty, N/A) says nothing. True if there was a value. */
  read(path: FieldPath, written: Token | undefined, parse: Parse, options: { derived?: true } = {}): boolean {
    if (written === undefined || isAbsent(written)) return false;
    const token = this.resolve(written, path, options);
    const value = token && parse(token);
    if (!token || value === undefined) return false;
    if (!isProblem(value)) this.state(path, value, token, options);
    // A derived value is somebody else's: whoever owns the token reports what is wrong with it.
    else if (!options.derived) this.problems.push({ ...value, ...this.#referred(token) });
    return !isProblem(value);
  }

  /**
   * The value itself; behind a reference (`@threshold: PRD.02.…`) that of the registry, with its place there. One that
   * is not known is a problem and no value; `path` is the field that keeps its default then.
   */
  resolve(written: Token, path?: FieldPath, { derived }: { derived?: true } = {}): Token | undefined {
    const reference = referenceIn(written.text);
    if (!reference) return written;
    const registry = reference.registry ?? this.registry;
    this.#need(registry, written);
    const meant = { ...reference, ...(registry === undefined ? {} : { registry }) };
    const suggests = this.#unresolved < mostSuggestions;
    const found = resolveThreshold(written, meant, this.#thresholds, { path, suggests });
    if ('id' in found) {
      this.#unresolved += 1;
      if (!derived) this.problems.push(found);
      else if (!this.problems.some(({ at }) => at === written.at)) this.skip(written.text, written);
      return undefined;
    }
    this.#references.set(found, written);
    this.follow(written);
    return found;
  }

  /** True for a reference of a form that nobody has filled in yet: `@threshold: PRD.NN.perf.api.p95`. */
  isUnfilled({ text }: Token): boolean {
    const reference = referenceIn(text);
    const registry = reference?.registry ?? this.registry;
    return reference !== undefined && registry !== undefined && !isNumbered(registry);
  }

  /** A text in which references stand, with what they mean in their place. The numberless ones of a form stay. */
  filled(written: Token): Token {
    let { text } = written;
    for (const { 0: reference, 1: name = '', index } of written.text.matchAll(embedded)) {
      const { registry = this.registry } = parted(name);
      if (registry !== undefined && !isNumbered(registry)) continue;
      const value = this.resolve(slice(written, index, index + reference.length));
      if (!value) continue;
      this.follow(value);
      text = text.replace(reference, () => value.text);
    }
    return text === written.text ? written : { ...written, text, rewritten: true };
  }

  #need(id: string | undefined, { at }: Token): void {
    const isKnown = (need: Need) => need.kind === 'thresholds' && need.id === id;
    if (id === undefined || !isNumbered(id) || this.needs.some(isKnown)) return;
    this.needs.push({ kind: 'thresholds', id, at });
  }

  /** A wrong value stands in its registry; who refers to it is worth knowing. */
  #referred(token: Token): Pick<Problem, 'detail'> {
    const reference = this.#references.get(token);
    if (!reference) return {};
    const { file, line, column } = reference.at;
    return { detail: [`${reference.text} at ${file}:${line}:${column} refers to it`] };
  }

  /** Notes that the token says `value`. */
  state(path: FieldPath, value: Scalar, token: Token, options: { derived?: true } = {}): void {
    this.facts.push({ field: fieldText(path), path, value, at: token.at, ...options });
    if (!options.derived && isShownName(path)) this.remarkName(token, value);
  }

  /** Says once of each name what it became, where that is not what it was. */
  remarkName(token: Token, became: Scalar): void {
    const notes = changedName(token, became);
    const isSaid =
      notes.length > 0 && this.problems.some(({ id, at }) => id === 'name-changed' && at === token.at);
    if (!isSaid) this.problems.push(...notes);
  }

  /** Reads each token as one item of a list of scalars. */
  readList(path: FieldPath, tokens: readonly Token[], parse: Parse): void {
    const present = tokens.filter(token => !isAbsent(token));
    for (const [i, token] of present.entries()) this.read([...path, i], token, parse);
  }

  /** Notes that the token steered the reading: it has no field of its own, and is not lost. */
  follow({ at }: Token): void {
    this.followed.push(at);
  }

  /** Notes that the document decides on a product, or uses it. */
  choose(choice: ProductChoice): void {
    this.choices.push(choice);
  }

  /** The lines of this document of which something is known. */
  lines(file: string): ReadonlySet<number> {
    const { facts, problems, unused, needs, choices } = this;
    const places = [
      ...[...facts, ...unused, ...needs, ...problems].map(({ at }) => at),
      ...choices.map(({ product }) => product.at),
      ...this.followed,
    ];
    return new Set(places.flatMap(at => (at?.file === file ? [at.line] : [])));
  }

  skip(field: string, { at }: Token): void {
    this.unused.push({ field, at });
  }

  /** A document of which nothing is read. */
  refused(document: DocumentText, reason: Problem): Reading {
    this.problems.push(reason);
    return this.reading(document);
  }

  reading({ kind, file }: DocumentText): Reading {
    const { facts, problems, unused, needs, followed, choices } = this;
    const document = { name: documentName(file), kind, file };
    return { document, facts, problems, unused, needs, followed, choices };
  }
}

/** "docs/07_REQ/REQ-01_orders.md" is REQ-01; other files are called by their name without its ending. */
export function documentName(file: string): string {
  const base = file.slice(file.lastIndexOf('/') + 1);
  return /^[A-Z]{2,8}-\d{1,6}/.exec(base)?.[0] ?? base.replace(/\.\w{1,5}$/, '');
}
