import { readFileSync } from 'node:fs';

/** What a generated page says is to be typed: its variables, and the commands below each title. */
export interface Page {
  readonly variables: readonly string[];
  commandsOf(title: RegExp): readonly string[];
}

export function readPage(file: string): Page {
  const text = readFileSync(file, 'utf8');
  const sections = text.split(/^## /m).map(section => ({
    title: section.split('\n')[0] ?? '',
    commands: [...section.matchAll(/^```bash\n(.*?)^```$/gms)].flatMap(([, body = '']) =>
      body.trimEnd().split('\n'),
    ),
  }));
  return {
    variables: sections[0]?.commands ?? [],
    commandsOf: title => {
      const found = sections.slice(1).find(section => title.test(section.title));
      if (!found) throw new Error(`${file} has no part whose title matches ${title}`);
      return found.commands;
    },
  };
}
