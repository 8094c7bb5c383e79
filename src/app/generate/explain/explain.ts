import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { failure, type Problem } from '../../../errors/index.ts';
import type { Artifact, Family } from '../../../generate/artifacts/shared/artifact.ts';
import type { ProjectOptions } from '../../../model/options.ts';
import { actionField, imageField } from '../../../model/pins.ts';
import type { Scalar } from '../../../model/traced.ts';
import type { ExplainedOrigin, ExplainFields, LineState } from '../../schemas/explain.ts';
import { whence } from '../causes.ts';
import type { DocumentChoice } from '../documents/document-choice.ts';
import type { LoadedProject } from '../documents/load.ts';
import { overrideField } from '../documents/override-origins.ts';
import { fieldLabel } from '../field-label.ts';
import { fieldsOf, matchField } from '../fields.ts';
import { knownFamilies } from '../scopes/families.ts';
import { makeScopes } from '../scopes/scopes.ts';
import { type Unused, unsaidFields, unusedFields } from '../unused.ts';
import { isServiceKey, pathsOfKeys } from './asked-keys.ts';
import { type EditedLine, explainLine } from './explain-line.ts';
import { loadSource } from './explain-source.ts';

export interface ExplainRequest {
  readonly workingFolder: string;
  /** FILE:LINE or a field. */
  readonly question?: string | undefined;
  readonly unused: boolean;
  /** The families whose loss is reported, as typed; without any, those that are generated. */
  readonly families: readonly string[];
  /** Without a question everything is the answer. */
  readonly wantsAll: boolean;
  readonly documents: DocumentChoice;
  readonly options: ProjectOptions;
}

export interface ExplainedField extends ExplainedOrigin {
  readonly label: string;
}

export interface ExplainAnswer {
  readonly file?: string;
  readonly line?: number;
  readonly text?: string;
  /** What stands there when it is generated; where that line was edited, and which part of it. */
  readonly generated?: EditedLine;
  readonly state?: LineState;
  readonly fields: readonly ExplainedField[];
}

export interface ExplainResult {
  /** What `--json` prints. */
  readonly fields: ExplainFields;
  readonly answer?: ExplainAnswer;
  readonly unused?: readonly Unused[];
  /** The families that were asked about the loss. */
  readonly families?: readonly Family[];
  readonly problems: readonly Problem[];
}

/**
 * Where values come from: of a line of a generated file, of a field, or of everything.
 *
 * @throws Failure when the question fits nothing, or the documents have errors
 */
export async function explain(request: ExplainRequest): Promise<ExplainResult> {
  const { question, workingFolder } = request;
  if (question === '' || (question === undefined && !request.unused && !request.wantsAll))
    throw failure('explain-what', { example: 'service.port' }, { exitCode: 64 });
  if (request.families.length > 0 && !request.unused)
    throw failure('usage', { text: '--family goes with --unused' }, { exitCode: 64 });
  const place = question === undefined ? undefined : fileAndLine(question, workingFolder);
  if (place) {
    const { loaded, fields, problems, ...line } = await explainLine(place.file, place.line, workingFolder);
    const answer = { ...place, ...line, fields: describeFields(loaded, fields) };
    return { ...resultOf(loaded, answer), problems: [...problems, ...loaded.problems] };
  }
  const { loaded, root, families, problems } = await loadSource(request);
  const answer =
    question === undefined
      ? undefined
      : { fields: describeFields(loaded, ask(loaded, question, workingFolder)) };
  if (!request.unused) return { ...resultOf(loaded, answer), problems };
  const chosen = request.families.length === 0 ? families : knownFamilies(request.families);
  const artifacts = filesOf(loaded, root, chosen);
  const lost = unusedFields(loaded, artifacts, chosen);
  const unused = [...lost, ...unsaidFields(loaded, chosen, lost)];
  return { ...resultOf(loaded, answer, unused), families: chosen, problems };
}

/** As `generate` makes them: what the team writes itself shows no field. */
function filesOf(loaded: LoadedProject, root: string, families: readonly Family[]): readonly Artifact[] {
  const inputs = { documents: [], options: {} };
  const made = makeScopes({ loaded, families, emit: {}, root, output: '.', inputs, ownFolder: false });
  return made.scopes.flatMap(scope => scope.artifacts);
}

function resultOf(
  loaded: LoadedProject,
  answer?: ExplainAnswer,
  unused?: readonly Unused[],
): Omit<ExplainResult, 'problems'> {
  const all = valuesOf(loaded);
  return {
    ...(answer ? { answer } : {}),
    ...(unused ? { unused } : {}),
    fields: {
      project: { ...loaded.sourced.project },
      origins: [...all].map(([field, value]) => ({ field, value, ...whence(loaded.sourced, field) })),
      ...(answer ? { answer: plainAnswer(answer) } : {}),
      ...(unused ? { unused: unused.map(item => ({ ...item, families: [...item.families] })) } : {}),
    },
  };
}

const plainAnswer = ({ file, line, state, fields }: ExplainAnswer): NonNullable<ExplainFields['answer']> => ({
  ...(file === undefined ? {} : { file }),
  ...(line === undefined ? {} : { line }),
  ...(state === undefined ? {} : { state }),
  fields: fields.map(({ field, value, ...decided }) => ({ field, value, ...origin(decided) })),
});

const origin = ({ at, option, default: reason }: Omit<ExplainedField, 'field' | 'value'>) => ({
  ...(at ? { at } : {}),
  ...(option === undefined ? {} : { option }),
  ...(reason === undefined ? {} : { default: reason }),
});

function describeFields(loaded: LoadedProject, fields: readonly string[]): ExplainedField[] {
  const values = valuesOf(loaded);
  return fields.map(field => {
    const value: Scalar = values.get(field) ?? '';
    return { field, label: fieldLabel(field), value, ...whence(loaded.sourced, field) };
  });
}

/** Every field with its value: those of the project, the pins, and the operations of overrides. */
function valuesOf({ sourced, settings, pins }: LoadedProject): Map<string, Scalar> {
  const values = fieldsOf(sourced.project);
  for (const [name, { digest, pinned }] of pins.images)
    values.set(imageField(name), `${digest}, as of ${pinned}`);
  for (const [name, { version, commit, pinned }] of pins.actions)
    values.set(actionField(name), `${version}, ${commit}, as of ${pinned}`);
  for (const override of settings.overrides)
    for (const [i, { op, path, value }] of override.operations.entries())
      values.set(
        overrideField(override, i),
        `${op} ${path}${value === undefined ? '' : ` ${JSON.stringify(value)}`}`,
      );
  return values;
}

/** @throws Failure `field-unknown`, `field-ambiguous`, or `field-is-folder` when a folder was given in place of one */
function ask(loaded: LoadedProject, question: string, workingFolder: string): readonly string[] {
  const fields = [...valuesOf(loaded).keys()];
  const match = matchField(question, fields);
  if ('found' in match) return match.found;
  if ('ambiguous' in match) throw failure('field-ambiguous', { field: question, matches: match.ambiguous });
  // The keys of devops-flow.yaml are not all called as the model calls their fields.
  const paths = pathsOfKeys(question, loaded.sourced.project);
  const meant = fields.filter(field => paths.some(path => field === path || field.startsWith(`${path}.`)));
  if (meant.length > 0) return meant;
  if (isFolder(resolve(workingFolder, question))) throw failure('field-is-folder', { folder: question });
  if (settingKeys.has(question)) throw failure('field-is-setting', { key: question });
  if (isServiceKey(question)) throw failure('field-unsaid', { field: question });
  throw failure('field-unknown', { field: question, suggestion: match.suggestion });
}

/** Keys of devops-flow.yaml that say something of the files, not of a service. */
const settingKeys: ReadonlySet<string> = new Set([
  'outputs',
  'overrides',
  'services',
  'resources',
  '$schema',
]);

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();

/** "k8s/deployment.yaml:42", with a column or without; undefined when it cannot be a place in a file. */
function fileAndLine(question: string, workingFolder: string): { file: string; line: number } | undefined {
  const [, file, line] = /^([^\n]{1,4096}?):(\d{1,9})(?::\d{1,9})?$/.exec(question) ?? [];
  if (file !== undefined && line !== undefined) return { file, line: Number(line) };
  const path = resolve(workingFolder, question);
  if (existsSync(path) && statSync(path).isFile()) throw failure('line-missing', { file: question });
  return undefined;
}
