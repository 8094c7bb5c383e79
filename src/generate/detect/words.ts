/** Command lines of manifests as argv, where no shell is needed to run them. */

const word = /"([^"$`\\]*)"|'([^']*)'|([^\s"'|&;<>$`\\()*?]+)/g;

/** Variables that only say how verbose or optimised a start is, and the port: whoever starts it sets them itself. */
const mode = /^(?:NODE_ENV|RAILS_ENV|RACK_ENV|APP_ENV)=\w{0,30}$|^PORT=\d{1,5}$/;

/** The words of a command, or undefined where only a shell would understand it. `$PORT` stands for the port. */
export function wordsOf(text: string, port?: number): readonly string[] | undefined {
  const filled = port === undefined ? text : withPort(text, port);
  if (filled.replaceAll(word, '').trim() !== '') return undefined;
  const words = [...filled.matchAll(word)].map(match => match[1] ?? match[2] ?? match[3] ?? '');
  const start = words.findIndex(
    part => !mode.test(part) && part !== 'exec' && !/^cross-env(?:-shell)?$/.test(part),
  );
  const own = start < 0 ? [] : words.slice(start);
  const isAssignment = /^\w{1,100}=/.test(own[0] ?? '=');
  return own.length === 0 || isAssignment ? undefined : own;
}

/** `$PORT`, `${PORT}` and `${PORT:-8000}` as the number. */
const withPort = (text: string, port: number): string =>
  text.replaceAll(/\$(?:PORT\b|\{PORT(?::?-\d{1,5})?\})/g, String(port));

/** The port that a command falls back to: `${PORT:-8000}`, `PORT=8000`, `--port 8000`, `-p 3000`, `0.0.0.0:8000`. */
export function portIn(text: string): string | undefined {
  const pattern =
    /\$\{PORT:?-(\d{2,5})\}|(?:^|\s)PORT=(\d{2,5})(?!\S)|(?:--port|--http-port|-p)[= ](\d{2,5})(?!\S)|(?:0\.0\.0\.0|127\.0\.0\.1|localhost|\[::\]|\s):(\d{2,5})(?!\S)/;
  return pattern
    .exec(text)
    ?.slice(1)
    .find(group => group !== undefined);
}
