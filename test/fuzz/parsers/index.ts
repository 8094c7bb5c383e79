import type { Parser } from '../parser.ts';
import { documentParsers } from './documents.ts';
import { repositoryParsers } from './repository.ts';
import { workspaceParsers } from './workspace.ts';

/** Every parser of text that a user, a repository or a stranger wrote. */
export const parsers: readonly Parser[] = [...documentParsers, ...workspaceParsers, ...repositoryParsers];
