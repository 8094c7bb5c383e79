/** Thrown at whatever is not read here: the library reads it. */
export const leftToLibrary = new Error('for the library');

const doubleQuoted = /^"(?:[^"\\]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*"(?= *$| +#)/;
const singleQuoted = /^'(?:[^']|'')*'(?= *$| +#)/;
const plainStart = /^[A-Za-z0-9_/$.+(~^-]/;

/** The value of a scalar on one line, or of [] and {}; a comment may follow. @throws leftToLibrary */
export function flowScalar(shown: string): unknown {
  if (shown.startsWith('"')) {
    const quoted = doubleQuoted.exec(shown)?.[0];
    if (quoted === undefined) throw leftToLibrary;
    return JSON.parse(quoted) as unknown;
  }
  if (shown.startsWith("'")) {
    const quoted = singleQuoted.exec(shown)?.[0];
    if (quoted === undefined) throw leftToLibrary;
    return quoted.slice(1, -1).replaceAll("''", "'");
  }
  const [bare = ''] = shown.includes(' #') ? shown.split(/ +#/, 1) : [shown];
  if (bare === '[]') return [];
  if (bare === '{}') return {};
  if (!plainStart.test(bare) || bare.includes(': ') || bare.endsWith(':')) throw leftToLibrary;
  return plainScalar(bare);
}

/** As YAML 1.2 has it; a number with an exponent, a sign or another base is left to the library. */
function plainScalar(bare: string): unknown {
  // Most are words; none of the questions below is about one that begins with another letter.
  if (/^[a-eg-mo-su-zA-EG-MO-SU-Z_/$(]/.test(bare)) return bare;
  if (/^(?:0|-?[1-9][0-9]{0,14})$/.test(bare) || /^-?(?:0|[1-9][0-9]{0,7})\.[0-9]{1,7}$/.test(bare))
    return Number(bare);
  if (/^[-+.]/.test(bare) || /^[0-9][0-9._eE+-]*$/.test(bare) || /^0[xob]/i.test(bare)) throw leftToLibrary;
  if (bare === 'true') return true;
  if (bare === 'false') return false;
  if (bare === 'null') return null;
  if (bare.startsWith('~') || /^(?:true|false|null)$/i.test(bare)) throw leftToLibrary;
  return bare;
}
