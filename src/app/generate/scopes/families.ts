import { Failure, type Problem, problem } from '../../../errors/index.ts';
import { folders } from '../../../generate/artifacts/index.ts';
import type { Family } from '../../../generate/artifacts/shared/artifact.ts';
import { unsafePath } from '../../../generate/workspace/paths.ts';
import { nearest } from '../../../model/names.ts';
import type { Output, Settings } from '../../../model/settings.ts';

export const allFamilies = Object.keys(folders) as readonly Family[];

/** Other forms of what a family makes already: only where they are asked for by name. */
const onRequest: readonly Family[] = ['cloudformation', 'arm', 'pulumi'];

export const isOnRequest = (name: string): boolean => onRequest.some(family => family === name);

/** Those that are made where nobody names any. */
export const usualFamilies: readonly Family[] = allFamilies.filter(family => !isOnRequest(family));

/** The families of these names; names that no family has, as an older version may have written them, are passed over. */
export const familiesNamed = (names: readonly string[]): Family[] =>
  allFamilies.filter(family => names.includes(family));

/** The families of these names. @throws Failure with exit code 64 for one that does not exist */
export function knownFamilies(names: readonly string[]): Family[] {
  const unknown = names.filter(name => !isFamily(name));
  if (unknown.length > 0)
    throw new Failure(
      unknown.map(name => unknownValue('--family', name, allFamilies)),
      64,
    );
  return familiesNamed(names);
}

/** The families of `outputs:`; the usual ones where there is none. @throws Failure for one that does not exist */
export function wantedFamilies({ outputs }: Settings): readonly Family[] {
  if (!outputs) return usualFamilies;
  const problems = outputs.flatMap(output => [...unknownFamily(output), ...unsafeFolder(output)]);
  if (problems.length > 0) throw new Failure(problems);
  return familiesNamed(outputs.map(({ family }) => family.text));
}

/** The folder of each family as devops-flow.yaml has it, below the output folder; without a slash at its end. */
export function familyFolders(
  settings: Settings,
  usual: Readonly<Record<Family, string>>,
): Record<Family, string> {
  const chosen = allFamilies.flatMap(family => {
    const folder = outputOf(settings, family)?.folder;
    return folder ? [[family, withoutSlash(folder.text)]] : [];
  });
  return { ...usual, ...Object.fromEntries(chosen) };
}

export const outputOf = ({ outputs = [] }: Settings, family: Family): Output | undefined =>
  outputs.find(output => output.family.text === family);

export const unknownValue = (option: string, value: string, known: readonly string[]): Problem =>
  problem('option-value-unknown', { option, value, known, suggestion: nearest(value, known) });

const isFamily = (name: string) => allFamilies.some(family => family === name);

function unknownFamily({ family: { text, at } }: Output): Problem[] {
  if (isFamily(text)) return [];
  const facts = { family: text, known: allFamilies, suggestion: nearest(text, allFamilies) };
  return [problem('output-unknown', facts, { at })];
}

function unsafeFolder({ folder }: Output): Problem[] {
  if (!folder || folder.text === '.' || !unsafePath(withoutSlash(folder.text))) return [];
  return [problem('output-folder-unsafe', { folder: folder.text }, { at: folder.at })];
}

const withoutSlash = (folder: string) => folder.replace(/\/+$/, '');
