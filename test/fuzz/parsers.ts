/** Every parser of foreign text, with documents that it reads. What a parser refuses by a `Failure` is no crash. */
import { documentParsers } from './parsers/documents.ts';
import { repositoryParsers } from './parsers/repository.ts';
import { workspaceParsers } from './parsers/workspace.ts';

export interface Parser {
  readonly name: string;
  readonly seeds: readonly string[];
  readonly read: (text: string) => unknown;
}

export const parsers: readonly Parser[] = [...documentParsers, ...workspaceParsers, ...repositoryParsers];
