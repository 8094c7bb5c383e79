/** Interpolation: `$X`, `${X}`, `${X:-d}`, `${X-d}`, `${X:?err}`, `${X?err}`, `${X:+r}`, `${X+r}`, nested, and `$$`. */

/** Deeper nesting than this is a mistake, or an attack. */
const maxDepth = 32;

type Operator = '' | '-' | ':-' | '?' | ':?' | '+' | ':+';

interface Reference {
  readonly name: string;
  readonly operator: Operator;
  readonly body: readonly Part[];
}

type Part = string | Reference;

/** What a template is filled from, and who is told about what happens. */
export interface Scope {
  readonly lookup: (name: string) => string | undefined;
  /** The variable is not set and nothing stands in for it: it is empty. */
  readonly unset: (name: string) => void;
  /** The document says that the variable must be set; `reason` is its own message. */
  readonly required: (name: string, reason: string) => void;
  /** The variable is looked at; whether it has a value. */
  readonly used: (name: string, hasValue: boolean) => void;
}

const namePattern = /[A-Za-z_][A-Za-z0-9_]*/y;
const operatorPattern = /:?[-?+]/y;

/**
 * Fills the variables of a text in, as the Compose specification defines it. A dollar sign that begins no variable
 * stays. Undefined when a `${` is not closed, or holds no name.
 */
export function fill(text: string, scope: Scope): string | undefined {
  const parser = new Parser(text);
  const parts = parser.parts(0);
  return parts && parser.isAtEnd ? evaluate(parts, scope) : undefined;
}

/** What to show of a text that cannot be filled in: nothing of what stands before its first brace. */
export function brokenPart(text: string): string {
  const start = text.indexOf('${');
  return text.slice(start, start + 40);
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Up to the end of the text or, inside of braces, to the brace that closes them. */
  parts(depth: number): readonly Part[] | undefined {
    const parts: Part[] = [];
    let start = this.#at;
    const flush = () => {
      if (this.#at > start) parts.push(this.#text.slice(start, this.#at));
    };
    while (!this.isAtEnd) {
      const sign = this.#text[this.#at];
      if (sign === '}' && depth > 0) break;
      if (sign !== '$') {
        this.#at += 1;
        continue;
      }
      flush();
      const part = this.#dollar(depth);
      if (part === undefined) return undefined;
      parts.push(part);
      start = this.#at;
    }
    flush();
    return parts;
  }

  #dollar(depth: number): Part | undefined {
    const next = this.#text[this.#at + 1];
    if (next === '$') {
      this.#at += 2;
      return '$';
    }
    if (next === '{') return depth < maxDepth ? this.#braces(depth) : undefined;
    this.#at += 1;
    const name = this.#match(namePattern);
    return name === undefined ? '$' : { name, operator: '', body: [] };
  }

  #braces(depth: number): Part | undefined {
    this.#at += 2;
    const name = this.#match(namePattern);
    if (name === undefined) return undefined;
    const operator = (this.#match(operatorPattern) ?? '') as Operator;
    const body = operator === '' ? [] : this.parts(depth + 1);
    if (!body || this.#text[this.#at] !== '}') return undefined;
    this.#at += 1;
    return { name, operator, body };
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}

function evaluate(parts: readonly Part[], scope: Scope): string {
  return parts.map(part => (typeof part === 'string' ? part : valueOf(part, scope))).join('');
}

function valueOf({ name, operator, body }: Reference, scope: Scope): string {
  const value = scope.lookup(name);
  scope.used(name, value !== undefined && value !== '');
  // With a colon, an empty variable counts as one that is not set.
  const isSet = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  if (operator.endsWith('+')) return isSet ? evaluate(body, scope) : '';
  if (isSet) return value ?? '';
  if (operator.endsWith('-')) return evaluate(body, scope);
  if (operator.endsWith('?')) scope.required(name, evaluate(body, scope));
  else scope.unset(name);
  return '';
}
