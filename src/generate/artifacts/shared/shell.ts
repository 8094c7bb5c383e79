import { change, type Text } from '../../../model/traced.ts';
import { oneLine } from './text.ts';

/** A word that Bash reads as exactly this text: in single quotes, unless it is plain. */
export const shellWord = (value: Text): Text => quotedUnless(/^[A-Za-z0-9_./:@%+,-]+$/, value);

/** A key of a map. What is no name is quoted: formatters read it as arithmetic and make `my - env` of `my-env`. */
export const shellKey = (value: Text): Text => quotedUnless(/^\w+$/, value);

/** NUL cannot be in an argument. */
function quotedUnless(plain: RegExp, value: Text): Text {
  return change(value, text => {
    const clean = text.replaceAll('\u0000', '');
    return plain.test(clean) ? clean : `'${clean.replaceAll("'", `'\\''`)}'`;
  });
}

/** A case of `optionLoop`: the value that follows, or none where the option is the last word. */
export const valueOption = (option: string, variable: string): readonly string[] => [
  `${option})`,
  `  ${variable}=\${2:-}`,
  '  shift $(($# > 1 ? 2 : 1))',
  '  ;;',
];

/** Reads the options of a script that has a function `usage`; `unknown` ends it at one that is no case. */
export const optionLoop = (cases: readonly string[], unknown: string): readonly string[] => [
  'while (($# > 0)); do',
  '  case $1 in',
  ...cases.map(line => `    ${line}`),
  '    --help)',
  '      usage',
  '      exit 0',
  '      ;;',
  '    *)',
  '      usage >&2',
  `      ${unknown}`,
  '      ;;',
  '  esac',
  'done',
];

/** A comment line; the text cannot leave it. */
export function shellComment(value: Text): Text {
  return change(value, text => `# ${oneLine(text)}`);
}
