import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure, failure, type Problem, problem } from '../../errors/index.ts';
import { readNative } from '../../generate/documents/native/index.ts';
import { nearest } from '../../model/names.ts';
import { existingFolder } from '../existing-folder.ts';
import type { AddFields } from '../schemas/add.ts';
import { addOutputs, type EditedOutputs } from './add-outputs.ts';
import { allFamilies, isOnRequest, usualFamilies } from './scopes/families.ts';
import { isThere, replaceFile, serviceFileName } from './service-file.ts';
import { shownPath } from './shown-path.ts';

export interface AddRequest {
  readonly workingFolder: string;
  /** The folder that holds devops-flow.yaml. */
  readonly folder: string;
  /** As typed. */
  readonly families: readonly string[];
}

export interface AddResult {
  readonly fields: AddFields;
  readonly problems: readonly Problem[];
}

/**
 * Puts families into the `outputs` of devops-flow.yaml; comments, order and every other byte of it stay.
 *
 * @throws Failure `family-unknown` with exit code 64, `folder-missing`, `service-file-missing`, what is wrong in the file, `write-failed`
 */
export async function add({ workingFolder, folder, families }: AddRequest): Promise<AddResult> {
  refuseUnknown(families);
  existingFolder(folder, workingFolder);
  const path = join(resolve(workingFolder, folder), serviceFileName);
  const file = shownPath(path, workingFolder);
  if (!isThere(path)) throw failure('service-file-missing', { file });
  const text = readFileSync(path, 'utf8');
  const reading = readNative({ kind: 'service', file, text });
  const broken = reading.problems.filter(({ severity }) => severity === 'error');
  if (broken.length > 0) throw new Failure(broken);
  const wanted = [...new Set(families)];
  const isSaid = reading.settings?.outputs !== undefined;
  const missing = isSaid ? wanted : wanted.filter(isOnRequest);
  // Without outputs the usual families are generated already; once there are outputs, they have to stand there too.
  if (missing.length === 0) return result(file, [], wanted);
  const edited = isSaid ? addOutputs(text, wanted) : withOutputs(text, missing);
  if (!edited) throw failure('outputs-unclear', { found: 'no mapping and no list' });
  if (edited.added.length > 0) await replaceFile(path, edited.text, file);
  return result(file, edited.added, edited.present);
}

/** Outputs where there were none: what has been generated without them, and these. */
function withOutputs(text: string, families: readonly string[]): EditedOutputs | undefined {
  const line = text === '' || text.endsWith('\n') ? 'outputs:\n' : '\noutputs:\n';
  const begun = /^outputs\s*:/m.test(text) ? text : text + line;
  const edited = addOutputs(begun, [...usualFamilies, ...families]);
  return edited && { ...edited, added: families };
}

function result(file: string, added: readonly string[], present: readonly string[]): AddResult {
  return {
    fields: { file, added, present },
    problems: present.map(family => problem('family-there', { family })),
  };
}

function refuseUnknown(families: readonly string[]): void {
  const known: readonly string[] = allFamilies;
  const unknown = families.filter(family => !known.includes(family));
  if (unknown.length === 0) return;
  const problems = unknown.map(family =>
    problem('family-unknown', { family, known, suggestion: nearest(family, known) }),
  );
  throw new Failure(problems, 64);
}
