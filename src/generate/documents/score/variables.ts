import { problem } from '../../../errors/index.ts';
import { isProblem } from '../../../model/values/parse.ts';
import { variableName } from '../../../model/values/text.ts';
import type { Container } from './container.ts';
import { child, entriesOf } from './sheet.ts';

/**
 * Reads the variables of a container. A value with placeholders of resources is known at run time only: such a variable
 * is required, and may be secret.
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
    sheet.report(...problems);
    sheet.state([...variable, isOpen ? 'reference' : 'default'], text, value);
    if (!isOpen) continue;
    sheet.state([...variable, 'required'], true, value);
    sheet.state([...variable, 'sensitive'], true, value);
  }
}
