import { plain, type Text, type Traced, text } from '../../../model/traced.ts';
import type { LanguageView } from '../../../model/views.ts';
import { path } from '../shared/dockerfile.ts';

/** How a language is built into an image. The build starts in /src, the image runs in /app. */
export interface Recipe {
  /** Instructions of the build stage, after the sources were copied. */
  readonly build: (service: LanguageView) => readonly Text[];
  /** Instructions of the last stage that bring in what was built. */
  readonly install: (service: LanguageView) => readonly Text[];
  /** Variables that the runtime wants beside those of the service. */
  readonly environment?: (service: LanguageView) => readonly (readonly [string, Text])[];
  /** Code for the runtime that asks /127.0.0.1:$PORT for the path in its last argument; exit code 0 on an answer 2xx. */
  readonly probe: readonly string[];
  readonly command: (service: LanguageView) => readonly Text[];
  /** Lines of .dockerignore that the language adds. */
  readonly ignore: readonly string[];
}

/** Bash opens the socket itself: for images whose runtime cannot be asked for a line of code. */
export const bashProbe = [
  'bash',
  '-c',
  `exec 3<>"/dev/tcp/127.0.0.1/$PORT" && printf 'GET %s HTTP/1.0\\r\\n\\r\\n' "$0" >&3 && read -r _ status _ <&3 && [ "$status" = 200 ]`,
];

/** A file of the service, relative to the build context. */
export function inSource(service: LanguageView, file: string): Text {
  const source = path(service.source);
  return plain(source) === '.' ? file : text`${source.map(folder => folder.replace(/\/+$/, ''))}/${file}`;
}

/**
 * The program that a compiled language builds: the file that the command names, or the service's name where the
 * command is a tool that compiles and runs at once.
 */
export function program(
  service: LanguageView,
  tool: string,
): { name: Traced<string>; args: readonly Text[] } {
  const [first, ...args] = service.command;
  if (!first || first.value === tool) return { name: service.name, args: [] };
  return { name: path(first.map(word => word.slice(word.lastIndexOf('/') + 1))), args };
}
