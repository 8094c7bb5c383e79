import type { Scalar } from '../../../model/traced.ts';

// Narrow on purpose: what is not surely a string in both versions of YAML is quoted.
const plainText = /^[A-Za-z_/$][\w/.$@+,(){}=*&|!<>'?;:[\] -]*$/;
const quantity = /^[0-9]+(?:m|s|Ki|Mi|Gi|Ti)$/;
/** Some YAML 1.1 readers take an exponent without a mantissa for a number. */
const bareExponent = /^e[-+]?[0-9]+$/i;
const singleQuoted = /^[\u0020-\u0026\u0028-\u007e]+$/;
const reserved = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);
const blockLine = /^[\t\u0020-\u007e\u00a1-\u1fff\u3000-\ud7ff]*$/;

/** A scalar on one line: plain where that is safe in YAML 1.1 and 1.2, else in double quotes. */
export function yamlScalar(value: null | Scalar): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return yamlNumber(value);
  if (isPlain(value)) return value;
  return singleQuoted.test(value) && value.includes('"') ? `'${value}'` : quoted(value);
}

/** A text of several lines as a literal block, where that shows it exactly; undefined where quotes must do. */
export function yamlBlock(value: string): { header: '|' | '|-'; lines: readonly string[] } | undefined {
  if (!value.includes('\n') || /^\s/.test(value)) return undefined;
  const ends = value.endsWith('\n');
  const lines = (ends ? value.slice(0, -1) : value).split('\n');
  const last = lines.at(-1) ?? '';
  if (last === '' || !lines.every(line => blockLine.test(line) && (line === '' || line.trim() !== ''))) {
    return undefined;
  }
  return { header: ends ? '|' : '|-', lines };
}

function isPlain(value: string): boolean {
  if (quantity.test(value)) return true;
  if (!plainText.test(value) || reserved.has(value.toLowerCase())) return false;
  if (bareExponent.test(value)) return false;
  return !value.includes(': ') && !value.endsWith(':') && !value.endsWith(' ');
}

/** JSON strings are YAML double-quoted strings, but for the characters that YAML wants escaped. */
function quoted(value: string): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** YAML 1.1 reads an exponent only behind a decimal point. */
function yamlNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} has no place in a generated file`);
  const text = String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}
