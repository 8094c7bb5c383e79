/** A value that a Bash script of ours declares: `readonly NAME=word`, or an item of a list or map. */
export interface Declaration {
  readonly name: string;
  /** The key in a map; undefined elsewhere. */
  readonly key: string | undefined;
  readonly value: string;
  readonly line: number;
}

export function declarationsOf(script: string): readonly Declaration[] {
  const out: Declaration[] = [];
  let open: string | undefined;
  for (const [i, text] of script.split('\n').entries()) {
    const line = i + 1;
    const single = /^(?:readonly )?([A-Z_]+)=([^(].*)$/.exec(text);
    const item = /^ {2}(?:\[([^\]]+)\]=)?(\S.*)$/.exec(text);
    const list = /^(?:readonly|declare -rA) ([A-Z_]+)=\($/.exec(text)?.[1];
    if (open !== undefined && text === ')') open = undefined;
    else if (open !== undefined && item)
      out.push({ name: open, key: item[1] && word(item[1]), value: word(item[2] ?? ''), line });
    else if (list !== undefined) open = list;
    else if (single) out.push({ name: single[1] ?? '', key: undefined, value: word(single[2] ?? ''), line });
  }
  return out;
}

/** One word of Bash in single quotes, or plain. */
const word = (shown: string): string =>
  shown.startsWith("'") ? shown.slice(1, -1).replaceAll("'\\''", "'") : shown;
