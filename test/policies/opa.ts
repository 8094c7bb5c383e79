import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { runProgram } from '../../src/generate/checks/tools/run-program.ts';
import { parseDockerfile } from '../../src/generate/dockerfile/index.ts';

/** What the policies say of many inputs, each as conftest would give it to them: one at a time. */
export class Policies {
  readonly #opa: string;
  readonly #folder: string;

  /** @param folder of the generated policies */
  constructor(opa: string, folder: string) {
    this.#opa = opa;
    this.#folder = folder;
  }

  /** @returns the messages, in order @throws when the policies cannot be evaluated */
  async refused(rules: string, inputs: readonly unknown[]): Promise<readonly string[]> {
    const query = `{message | some one in input; some message in data.${rules}.deny with input as one}`;
    const argv = ['eval', '--stdin-input', '--format', 'json', '--strict-builtin-errors'];
    const data = ['--data', join(this.#folder, 'rego'), '--data', join(this.#folder, 'data.json')];
    const { code, stdout, stderr } = await runProgram([this.#opa, ...argv, ...data, query], {
      input: JSON.stringify(inputs),
    });
    if (code !== 0) throw new Error(stderr || stdout);
    const { result } = JSON.parse(stdout) as {
      readonly result: readonly { readonly expressions: readonly { readonly value: readonly string[] }[] }[];
    };
    return result[0]?.expressions[0]?.value ?? [];
  }
}

/** The objects in the YAML files below a folder. */
export function objectsBelow(folder: string): readonly unknown[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.yaml'))
    .flatMap(entry => objectsIn(readFileSync(join(entry.parentPath, entry.name), 'utf8')));
}

export const objectsIn = (text: string): readonly unknown[] =>
  parseAllDocuments(text)
    .map(document => document.toJS() as unknown)
    .filter(value => typeof value === 'object' && value !== null && 'kind' in value && 'metadata' in value);

/** The commands of a Dockerfile, as the parser of conftest gives them (parser/docker of conftest, BuildKit's own). */
export function commandsOf(text: string): readonly unknown[] {
  let stage = -1;
  return parseDockerfile(text)
    .getInstructions()
    .map(instruction => {
      const command = instruction.getKeyword().toLowerCase();
      if (command === 'from') stage += 1;
      const words = (instruction.getArgumentsContent() ?? '').trim();
      return { Cmd: command, Stage: Math.max(stage, 0), Flags: [], Value: valuesOf(command, words) };
    });
}

function valuesOf(command: string, words: string): readonly string[] {
  const split = words.split(/\s+/).filter(word => !word.startsWith('--'));
  if (command === 'run') return [words];
  if (command !== 'env') return split;
  return split.flatMap(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1), '=']);
}
