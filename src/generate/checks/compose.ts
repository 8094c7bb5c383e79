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
  const path = ['services', name, 'environment'];
  const secret = new Set(
    service.variables.filter(({ sensitive }) => sensitive).map(variable => variable.name),
  );
  return pairs(at(entry, 'environment')).flatMap(([variable, value]): Problem[] => {
    const line = tree.lineOf([...path, variable]);
    const text = show(value);
    if (secret.has(variable) && value !== null && text !== '' && !text.includes('${'))
      return [finding(file, 'secret-value', { what: `${variable} of ${name}` }, line)];
    const isHttp = service.kind === 'http' || service.kind === 'model';
    if (variable !== 'PORT' || !isHttp || service.port === undefined || text === String(service.port))
      return [];
    return [
      finding(file, 'port-mismatch', { what: 'PORT', port: text, expected: String(service.port) }, line),
    ];
  });
}
