import { problem } from '../../../errors/index.ts';
import { isSecretValue, secretsIn } from '../../../model/secrets.ts';
import { isProblem } from '../../../model/values/parse.ts';
import { variableName } from '../../../model/values/text.ts';
import type { Container } from './container.ts';
import { child, entriesOf } from './sheet.ts';

/**
 * Reads the variables of a container. A value with placeholders of resources is known at run time only: such a variable
 * is required, and may be secret. A secret that stands here in plain text is not taken over.
 */
export function readVariables({ node, path, field, sheet, filler }: Container): void {
  for (const [name, { key, node: value }] of entriesOf(child(node, 'variables'))) {
    if (value.kind !== 'scalar') continue;
    if (isProblem(variableName(key))) {
      sheet.report(problem('score-variable-unusable', { name: name.slice(0, 80) }, { at: key.at }));
      continue;
    }
    const variable = [...path, 'variables', { name }];
    sheet.stateKey([...variable, 'name'], name, key);
    const { text, isOpen, problems } = filler.fill(value, `${field}.variables.${name}`);
    const isSecret = isLiteralSecret(name, text, isOpen);
    sheet.report(...problems);
    if (isSecret) {
      const facts = { what: `the value of ${name}`, home: 'variable', name } as const;
      sheet.report(problem('secret-literal', facts, { at: value.token.at }));
    } else sheet.state([...variable, isOpen ? 'reference' : 'default'], text, value);
    if (!isOpen && !isSecret) continue;
    sheet.state([...variable, 'required'], true, value);
    sheet.state([...variable, 'sensitive'], true, value);
  }
}

/** By its name or its form; what a resource provides is no literal. */
function isLiteralSecret(name: string, text: string, isOpen: boolean): boolean {
  return isOpen ? secretsIn(text).length > 0 : isSecretValue(name, text);
}
