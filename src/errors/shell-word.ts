/** A word as a POSIX shell takes it, so that a command that is printed with it works when it is pasted. */
export function shellWord(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A file name for a shell that no command takes for an option. */
export const fileWord = (path: string): string => shellWord(path.startsWith('-') ? `./${path}` : path);
