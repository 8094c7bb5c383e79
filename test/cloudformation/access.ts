/** Who may do what: forms divide it among resources in their own ways, and all of it is the same. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Actions of IAM that are named: what Terraform has for a part of a stack may be there without being used. */
export class Actions {
  readonly #planned = new Set<string>();
  readonly #made = new Set<string>();

  /** @returns what the templates name and Terraform does not, a sentence each */
  compare(terraform: string, templates: string): readonly string[] {
    const planned = actionsIn(terraform, /^(?!bootstrap|tests).*\.tf$/);
    const made = actionsIn(templates, /^templates.*\.yaml$/);
    for (const action of planned) this.#planned.add(action);
    for (const action of made) this.#made.add(action);
    return [...made].filter(action => !planned.has(action)).map(action => `only templates name ${action}`);
  }

  /** @returns what Terraform names for any of the stacks, and templates for none, a sentence each */
  get missing(): readonly string[] {
    return [...this.#planned]
      .filter(action => !this.#made.has(action))
      .map(action => `no template names ${action}`);
  }
}

function actionsIn(folder: string, files: RegExp): ReadonlySet<string> {
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => files.test(path))
    .map(path => readFileSync(join(folder, path), 'utf8'));
  return new Set(
    texts.flatMap(text =>
      [...text.matchAll(/(?<![\w:-])([a-z][a-z0-9-]*:[A-Z][A-Za-z]*)/g)].map(([, action = '']) => action),
    ),
  );
}
