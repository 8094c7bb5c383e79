import type { Problem } from '../../errors/index.ts';
import {
  type DocumentKind,
  type Fact,
  type FieldPath,
  fieldText,
  type Need,
  type Reading,
  type Scalar,
  type UnusedField,
} from '../../model/facts.ts';
import { isAbsent, type Token } from '../../model/token.ts';
import { isProblem, type Parse } from '../../model/values/parse.ts';

export interface DocumentText {
  readonly kind: DocumentKind;
  /** As the user named it; places show it. */
  readonly file: string;
  readonly text: string;
}

/** Collects what one reader finds in one document. */
export class Gathering {
  readonly facts: Fact[] = [];
  readonly problems: Problem[] = [];
  readonly unused: UnusedField[] = [];
  readonly needs: Need[] = [];

  /** Reads the token as the value of the field. An absent one (empty, N/A) says nothing. True if there was a value. */
  read(path: FieldPath, token: Token | undefined, parse: Parse, options: { derived?: true } = {}): boolean {
    if (token === undefined || isAbsent(token)) return false;
    const value = parse(token);
    if (!isProblem(value)) this.state(path, value, token, options);
    // A derived value is somebody else's: whoever owns the token reports what is wrong with it.
    else if (!options.derived) this.problems.push(value);
    return !isProblem(value);
  }

  /** Notes that the token says `value`. */
  state(path: FieldPath, value: Scalar, { at }: Token, options: { derived?: true } = {}): void {
    this.facts.push({ field: fieldText(path), path, value, at, ...options });
  }

  /** Reads each token as one item of a list of scalars. */
  readList(path: FieldPath, tokens: readonly Token[], parse: Parse): void {
    const present = tokens.filter(token => !isAbsent(token));
    for (const [i, token] of present.entries()) this.read([...path, i], token, parse);
  }

  skip(field: string, { at }: Token): void {
    this.unused.push({ field, at });
  }

  reading({ kind, file }: DocumentText): Reading {
    const { facts, problems, unused, needs } = this;
    return { document: { name: documentName(file), kind, file }, facts, problems, unused, needs };
  }
}

/** "docs/07_REQ/REQ-01_orders.md" is REQ-01; other files are called by their name without its ending. */
export function documentName(file: string): string {
  const base = file.slice(file.lastIndexOf('/') + 1);
  return /^[A-Z]{2,8}-\d{1,6}/.exec(base)?.[0] ?? base.replace(/\.\w{1,5}$/, '');
}
