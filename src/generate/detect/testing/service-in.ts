import type { Files } from '../../../../test/fixtures/repositories/files.ts';
import { found } from './found.ts';

/** What `init` must find, written down by hand from what each generator's own documentation says. */
export interface Expected {
  readonly name: string;
  readonly language: string;
  readonly version?: string;
  readonly framework?: string;
  readonly port: number;
  readonly start?: string;
  readonly install?: string;
  readonly build?: string;
  readonly test?: string;
  readonly health: string | undefined;
}

/** What made the repository, its files, and what must be found in them. */
export type Row = readonly [string, Files, Expected];

/** The one service that is found in a repository, in its form of `Expected`. @throws where there is not one */
export function serviceIn(files: Files) {
  const [service, ...others] = found(files).services;
  if (!service || others.length > 0)
    throw new Error(`${others.length + (service ? 1 : 0)} services are found`);
  const { name, language, languageVersion, framework, port, command, commands, health } = service;
  const own = (['install', 'build', 'test'] as const).flatMap(key => {
    const line = commands.get(key);
    return line ? [[key, line.value] as const] : [];
  });
  return {
    name: name.value,
    language: language.value,
    ...(languageVersion && { version: languageVersion.value }),
    ...(framework && { framework: framework.value }),
    port: port?.value,
    ...(command && { start: command.value.join(' ') }),
    ...Object.fromEntries(own),
    health: health?.live.value,
  };
}
