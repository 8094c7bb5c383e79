import type { Problem } from '../../errors/index.ts';
import type { Project } from '../../model/service.ts';
import { entriesOf } from './compose-entry.ts';
import { checkComposePorts } from './compose-ports.ts';
import { checkComposeService } from './compose-service.ts';
import { at, finding, type Parsed, type Tree } from './parsed.ts';

/** Rules for a Compose file; ids are those of KICS and dclint. What the documents ask for is no fault. */
export function checkCompose(project: Project, file: Parsed): Problem[] {
  if (file.artifact.kind !== 'compose') return [];
  return file.trees.flatMap(tree => [
    ...wholeFile(file, tree),
    ...entriesOf(project, file, tree).flatMap(entry => [
      ...checkComposeService(entry),
      ...checkComposePorts(entry),
    ]),
  ]);
}

function wholeFile(file: Parsed, tree: Tree): Problem[] {
  if (at(tree.value, 'services') === undefined)
    return [finding(file, 'artifact-incomplete', { what: 'the Compose file', missing: 'services' })];
  const problems: Problem[] = [];
  if (at(tree.value, 'version') !== undefined)
    problems.push(finding(file, 'no-version-field', undefined, tree.lineOf(['version'])));
  if (at(tree.value, 'name') === undefined)
    problems.push(finding(file, 'require-project-name-field', undefined));
  return problems;
}
