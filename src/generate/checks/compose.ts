import type { Problem } from '../../errors/index.ts';
import type { Project, Service } from '../../model/service.ts';
import { checkComposeService } from './compose-service.ts';
import { at, finding, type Parsed, pairs, show, type Tree } from './parsed.ts';

/** Rules for a Compose file; ids are those of KICS and dclint. What the documents ask for is no fault. */
export function checkCompose(project: Project, file: Parsed): Problem[] {
  if (file.artifact.kind !== 'compose') return [];
  return file.trees.flatMap(tree => [
    ...wholeFile(file, tree),
    ...pairs(at(tree.value, 'services')).flatMap(([name, entry]) => {
      const service = project.services.find(known => known.name === name);
      return [
        ...checkComposeService(file, tree, name, entry, service),
        ...(service ? agrees(file, tree, name, entry, service) : []),
      ];
    }),
  ]);
}

function wholeFile(file: Parsed, tree: Tree): Problem[] {
  const problems: Problem[] = [];
  if (at(tree.value, 'services') === undefined) {
    const facts = { what: 'the Compose file', missing: 'services' };
    return [finding(file, 'artifact-incomplete', facts)];
  }
  if (at(tree.value, 'version') !== undefined)
    problems.push(finding(file, 'no-version-field', undefined, tree.lineOf(['version'])));
  if (at(tree.value, 'name') === undefined)
    problems.push(finding(file, 'require-project-name-field', undefined));
  return problems;
}

/** What the file says of a service is what the documents say. */
function agrees(file: Parsed, tree: Tree, name: string, entry: unknown, service: Service): Problem[] {
  const isHttp = service.kind === 'http' || service.kind === 'model';
  const port = at(entry, 'environment', 'PORT');
  if (!isHttp || service.port === undefined || port === undefined) return [];
  if (show(port) === String(service.port)) return [];
  const facts = { what: 'PORT', port: show(port), expected: String(service.port) };
  return [finding(file, 'port-mismatch', facts, tree.lineOf(['services', name, 'environment', 'PORT']))];
}
