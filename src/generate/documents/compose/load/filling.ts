import { type Place, problem } from '../../../../errors/index.ts';
import { isHarmless, isSecretName } from '../../../../model/secrets.ts';
import type { Gathering } from '../../gathering.ts';
import type { TreeNode } from '../../tree/node.ts';
import type { ScopeAt } from '../text/dotenv.ts';
import { brokenPart, fill } from '../text/template.ts';
import { mapTree } from '../tree.ts';
import type { Environment } from './environment.ts';

/** All values that are filled in, together. */
const maxGrowth = 1024 * 1024;

export const placeKey = ({ file, line, column }: Place) => `${line}:${column}:${file}`;

/** `${NAME:-this}`, `${NAME-this}`. */
const hasPreset = (text: string, name: string) =>
  ['-', ':-'].some(sign => {
    const start = `\${${name}${sign}`;
    const at = text.indexOf(start);
    return at >= 0 && text[at + start.length] !== '}';
  });

/** What stands in the place of a secret: a value of the environment reaches no other text. */
const referenceTo = (name: string) => `\${${name}}`;

/** Fills the variables of a whole project in, and remembers what each value was filled in from. */
export class Filling {
  /** References to secrets that were filled in, such as `${DB_PASSWORD}`. */
  readonly references = new Set<string>();
  /** Places of values that take in what the document says in place of a secret: `${TOKEN:-this}`. */
  readonly presets = new Set<string>();
  /** By the place of the value: which variables it names, and whether each has a value. */
  readonly variables = new Map<string, Map<string, boolean>>();
  readonly #gathering: Gathering;
  readonly #said = new Set<string>();
  #growth = 0;

  constructor(gathering: Gathering) {
    this.#gathering = gathering;
  }

  /** The tree with all its values filled in; keys stay as they are. */
  tree(root: TreeNode, environment: Environment): TreeNode {
    const scope = this.scopeIn(environment);
    return mapTree(root, node => {
      if (node.kind !== 'scalar' || !node.token.text.includes('$')) return node;
      const { text, at } = node.token;
      const filled = this.#growth > maxGrowth ? '' : fill(text, scope(node.token));
      if (filled === undefined) {
        const facts = { text: brokenPart(text) };
        this.#once(at, 'invalid', () => problem('compose-template-invalid', facts, { at }));
      }
      return { ...node, token: { text: filled ?? '', at, rewritten: true }, value: filled ?? '' };
    });
  }

  /** Says once for each value what is wrong with its variables. */
  scopeIn(environment: Environment): ScopeAt {
    return ({ at, text }) => ({
      lookup: name => this.#grown(this.#withheld(name, environment.get(name, at)), at),
      used: (name, hasValue) => {
        const known = this.variables.get(placeKey(at)) ?? new Map<string, boolean>();
        this.variables.set(placeKey(at), known.set(name, hasValue));
        if (!hasValue && isSecretName(name) && hasPreset(text, name)) this.presets.add(placeKey(at));
      },
      unset: name =>
        this.#once(at, `unset ${name}`, () => problem('compose-variable-unset', { name }, { at })),
      required: (name, reason) =>
        this.#once(at, `required ${name}`, () =>
          problem('compose-variable-required', { name, reason }, { at }),
        ),
    });
  }

  #withheld(name: string, value: string | undefined): string | undefined {
    if (!value || !isSecretName(name) || isHarmless(name, value)) return value;
    this.references.add(referenceTo(name));
    return referenceTo(name);
  }

  #once(at: Place, what: string, build: () => ReturnType<typeof problem>): void {
    const key = `${what} ${placeKey(at)}`;
    if (!this.#said.has(key)) this.#gathering.problems.push(build());
    this.#said.add(key);
  }

  #grown(value: string | undefined, at: Place): string | undefined {
    const had = this.#growth <= maxGrowth;
    this.#growth += value?.length ?? 0;
    if (this.#growth <= maxGrowth) return value;
    const facts = { what: 'the values of variables', limit: maxGrowth };
    if (had) this.#gathering.problems.push(problem('compose-too-large', facts, { at }));
    return '';
  }
}
