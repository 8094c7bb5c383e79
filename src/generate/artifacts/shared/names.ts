import { Failure, problem } from '../../../errors/index.ts';
import { plain, type Text } from '../../../model/traced.ts';

/** The name of an environment variable (POSIX: letters, digits, underscore, no leading digit), or a named failure. */
export function variableName(name: Text): Text {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(plain(name))) return name;
  throw new Failure([problem('variable-name-invalid', { text: plain(name) })]);
}
