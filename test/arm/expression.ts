/** Reads an expression of a template: `format('{0}-x', parameters('a')[0].b)`. */

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression };

/** @throws Error for what is no expression */
export function parseExpression(source: string): Expression {
  const tokens = source.match(/'(?:[^']|'')*'|-?\d+|[A-Za-z_]\w*|[()[\].,]|\S/g) ?? [];
  let at = 0;
  const take = (token: string): void => {
    if (tokens[at] !== token)
      throw new Error(`${token} expected at ${tokens.slice(at).join(' ')}: ${source}`);
    at += 1;
  };
  const call = (name: string): Expression => {
    take('(');
    const given: Expression[] = [];
    while (tokens[at] !== ')') {
      if (given.length > 0) take(',');
      given.push(whole());
    }
    take(')');
    return { kind: 'call', name: name.toLowerCase(), arguments: given };
  };
  const first = (): Expression => {
    const token = tokens[at++] ?? '';
    if (token.startsWith("'") && token.length > 1)
      return { kind: 'literal', value: token.slice(1, -1).replaceAll("''", "'") };
    if (/^-?\d/.test(token)) return { kind: 'literal', value: Number(token) };
    if (/^[A-Za-z]/.test(token)) return call(token);
    throw new Error(`${token} begins no expression: ${source}`);
  };
  const whole = (): Expression => {
    let found = first();
    while (tokens[at] === '.' || tokens[at] === '[') {
      const isName = tokens[at++] === '.';
      const key: Expression = isName ? { kind: 'literal', value: tokens[at++] ?? '' } : whole();
      if (!isName) take(']');
      found = { kind: 'member', of: found, key };
    }
    return found;
  };
  const found = whole();
  if (at < tokens.length) throw new Error(`${tokens.slice(at).join(' ')} is left over: ${source}`);
  return found;
}
