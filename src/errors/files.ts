import type { Catalogue } from './problem.ts';

/** Why a document cannot be opened, apart from what is in it. */
export const fileErrors = {
  'file-missing': (facts: { file: string; wanted: string }) => ({
    severity: 'error',
    message: `${facts.file} does not exist`,
    why: `${facts.wanted} is read from this file`,
    fix: 'check the path; it is relative to the folder that the command runs in',
  }),
  'file-is-folder': (facts: { file: string; wanted: string }) => ({
    severity: 'error',
    message: `${facts.file} is a folder`,
    why: `${facts.wanted} is read from one file`,
    fix: 'name a file in that folder',
  }),
  'file-unreadable': (facts: { file: string; wanted: string; reason: string }) => ({
    severity: 'error',
    message: `${facts.file} cannot be read: ${facts.reason}`,
    why: `${facts.wanted} is read from this file`,
    fix: 'give the user that runs the command the right to read it',
  }),
  'file-too-large': (facts: { file: string; bytes: number; limit: number }) => ({
    severity: 'error',
    message: `${facts.file} has ${facts.bytes} bytes`,
    why: `a document may have ${facts.limit} bytes: more is a mistake, or an attack on the machine that reads it`,
    fix: 'check that this is the right file, or split the document',
  }),
  'file-not-utf8': (facts: { file: string; offset: number }) => ({
    severity: 'error',
    message: `${facts.file} is not UTF-8 text (byte ${facts.offset})`,
    why: 'documents are read as UTF-8; another encoding would change names and values without a word',
    fix: 'save the file as UTF-8',
  }),
  'file-type-unknown': (facts: { file: string; wanted: string; expected: string }) => ({
    severity: 'error',
    message: `${facts.file} is not a file type that ${facts.wanted} is read from`,
    why: `${facts.wanted} is written as ${facts.expected}`,
    fix: 'name a file with one of these endings',
  }),
  'file-outside': (facts: { file: string; root: string }) => ({
    severity: 'error',
    message: `${facts.file} lies outside of the project ${facts.root}`,
    why: 'a document takes in files of its own project only: another could show what is not meant for it',
    fix: 'copy the file into the project',
  }),
  'folder-missing': (facts: { folder: string; isThere: boolean }) => ({
    severity: 'error',
    message: facts.isThere ? `${facts.folder} is a file, not a folder` : `there is no folder ${facts.folder}`,
    why: 'a command works on the project whose folder is named, and never on another one in its place',
    fix: facts.isThere
      ? 'name the folder that it lies in'
      : 'check the path; it is relative to the folder that the command runs in',
  }),
} as const satisfies Catalogue;
