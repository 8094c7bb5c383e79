import type { Command } from 'commander';
import type { DocumentChoice } from '../app/generate/documents/document-choice.ts';
import { given } from './given.ts';

/** Which documents a command is about. */
export interface DocumentFlags {
  service?: string[];
  req?: string[];
  spec?: string[];
  adr?: string[];
  tasks?: string[];
  thresholds?: string[];
  score?: string[];
  compose?: string[];
}

export const collect = (value: string, before: string[] = []) => [...before, value];

/** The flags that name documents; each may be given again. */
export function documentFlags(command: Command): Command {
  return command
    .option('--service <file>', 'devops-flow.yaml, or another file of that form', collect)
    .option('--req <file>', 'REQ document, Markdown', collect)
    .option('--spec <file>', 'SPEC document, YAML or Markdown', collect)
    .option('--score <file>', 'Score file', collect)
    .option('--compose <file>', 'Compose file', collect)
    .option('--adr <file>', 'ADR document; those that a REQ or SPEC is tagged with are found', collect)
    .option('--tasks <file>', 'TASKS document, Markdown', collect)
    .option(
      '--thresholds <file>',
      'document that defines thresholds; those of @threshold are found',
      collect,
    );
}

/** The documents that are named. */
export function namedBy(flags: DocumentFlags): DocumentChoice {
  const { service, req, spec, score, compose, adr, tasks, thresholds } = flags;
  return given({ service, req, spec, score, compose, adr, tasks, thresholds });
}

/** The documents that are named, and those of `folder`; without either, those of the working folder. */
export function documentsOf(flags: DocumentFlags, folder: string | undefined): DocumentChoice {
  const named = namedBy(flags);
  const isNamed = Object.keys(named).length > 0;
  return { ...named, ...given({ folder: folder ?? (isNamed ? undefined : '.') }) };
}
