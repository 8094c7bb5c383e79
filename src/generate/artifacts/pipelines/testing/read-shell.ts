import type { Shell } from '../shell/shell.ts';
import type { StepMeaning } from './meaning.ts';

/** A word of a shell as the shell reads it: `'it'\''s'` is it's. Only single quotes and plain characters. */
export function readWord(text: string): { readonly value: string; readonly rest: string } {
  let value = '';
  let at = 0;
  while (at < text.length && !/[\s;]/.test(text.charAt(at))) {
    const character = text.charAt(at);
    if (character === "'") {
      const end = text.indexOf("'", at + 1);
      if (end < 0) throw new Error(`an open quote: ${text}`);
      value += text.slice(at + 1, end);
      at = end + 1;
    } else if (character === '\\') {
      value += text.charAt(at + 1);
      at += 2;
    } else {
      value += character;
      at += 1;
    }
  }
  return { value, rest: text.slice(at).replace(/^\n/, '') };
}

const ours = /^ *(?:export (?:PATH|HOME)="[^\n]*\n|set -e\n)/;

/** A script read back: what it sets, where it goes, and what it then does. */
export function readScript(text: string, shell: Shell, always = false): StepMeaning {
  const guarded = /^ *status=0\n *\(\n([\s\S]*?)\n *\) \|\| status=\$\?\n([\s\S]*)$/.exec(withoutOurs(text));
  if (!guarded) return { ...readSimple(text, shell), always };
  const rescue = / *\(\n([\s\S]*?)\n *\)\n *exit "\$status"\n *fi/.exec(guarded[2] ?? '')?.[1];
  if (rescue === undefined) throw new Error(`no rescue in ${text}`);
  return { ...readSimple(`${guarded[1]}\n`, shell), always, rescue: readSimple(`${rescue}\n`, shell) };
}

function withoutOurs(text: string): string {
  let rest = text;
  while (ours.test(rest)) rest = rest.replace(ours, '');
  return rest;
}

function readSimple(text: string, shell: Shell): StepMeaning {
  const variables: Record<string, string> = {};
  let rest = withoutOurs(text);
  let folder = '.';
  for (;;) {
    const known = /^ *export (\w+)="([^"]*)"\n/.exec(rest);
    const literal = /^ *export (\w+)=/.exec(rest);
    const output = /^ *(\w+)=\$\(cat outputs\/([^)]*)\)\n *export \1\n/.exec(rest);
    const secret = /^ *: "\$\{(\w+):\?[^\n]*\n/.exec(rest);
    const place = /^ *cd -- /.exec(rest);
    if (known) {
      variables[known[1] ?? ''] = inQuotes(known[2] ?? '', shell);
      rest = rest.slice(known[0].length);
    } else if (output) {
      variables[output[1] ?? ''] = `output ${output[2]}`;
      rest = rest.slice(output[0].length);
    } else if (literal) {
      const word = readWord(rest.slice(literal[0].length));
      variables[literal[1] ?? ''] = `text ${word.value}`;
      rest = word.rest;
    } else if (secret) {
      variables[secret[1] ?? ''] = `secret ${secret[1]}`;
      rest = rest.slice(secret[0].length);
    } else if (place) {
      ({ value: folder, rest } = readWord(rest.slice(place[0].length)));
    } else break;
  }
  const lines = rest.replace(/\n *$/, '').split('\n');
  const margin = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  return { folder, variables, commands: lines.map(line => line.slice(margin)), always: false };
}

function inQuotes(text: string, { temporary, facts }: Shell): string {
  if (text.startsWith(`${temporary}/`)) return `temporary ${text.slice(temporary.length + 1)}`;
  const fact = Object.entries(facts).find(([, word]) => word === text);
  if (fact) return `fact ${fact[0]}`;
  const [before = '', after] = text.split('$PWD/');
  if (after === undefined) throw new Error(`nobody knows ${text}`);
  return `workspace ${before}${after}`;
}

/** Secrets that may be missing and values of a matrix are never set by a script: its product sets them. */
export function withSet(step: StepMeaning, names: readonly string[], kind: 'secret' | 'matrix'): StepMeaning {
  const used = names.filter(name => !(name in step.variables) && asks(step.commands, name));
  return {
    ...step,
    variables: { ...step.variables, ...Object.fromEntries(used.map(name => [name, `${kind} ${name}`])) },
  };
}

const asks = (commands: readonly string[], name: string): boolean =>
  commands.some(line => line.includes(`$${name}`) || line.includes(`\${${name}`));
