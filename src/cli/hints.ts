import { shellWord } from '../errors/index.ts';

/** What a command works on: the folder as it was typed, and the environment. */
export interface Where {
  readonly folder: string;
  readonly environment: string;
}

/** A command on this folder and environment as it can be pasted; `words` follow, quoted by whoever needs it. */
export function hint(command: string, where: Where, ...words: readonly string[]): string {
  return ['devops-flow', command, folderWord(where), ...environmentWords(where), ...words].join(' ');
}

/** Commands that take the folder first and know --env; to the end of what can belong to the command. */
const mention =
  /(?<![\w./-])devops-flow (up|deploy|down|status|history|logs|rollback|recover|pause|resume|approve|reject|promote|abort|retry)(?![\w-])([^`;()\n]*)/g;

/** A path that begins with a dot or a slash: the text has a folder of its own. */
const namesFolder = /^ (?:\.{0,2}\/|\.{1,2}(?: |$))/;

/**
 * The catalogue says `devops-flow up --port 8081`, since an error cannot know where the user is: folder and environment
 * are put in. What such a text names itself stays.
 */
export function completed(text: string, where: Where): string {
  return text.replaceAll(mention, (_, command: string, rest: string) => {
    const folder = folderWord(where);
    const words = [
      ...(rest.startsWith(` ${folder}`) || namesFolder.test(rest) ? [] : [folder]),
      ...(rest.includes(' --env ') ? [] : environmentWords(where)),
    ];
    return `${['devops-flow', command, ...words].join(' ')}${rest}`;
  });
}

/** A folder must not look like an option. */
const folderWord = ({ folder }: Where): string => shellWord(folder.startsWith('-') ? `./${folder}` : folder);

const environmentWords = ({ environment }: Where): readonly string[] =>
  environment === 'local' ? [] : ['--env', shellWord(environment)];
