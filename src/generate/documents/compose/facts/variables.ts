import { problem } from '../../../../errors/index.ts';
import { isProblem } from '../../../../model/values/parse.ts';
import { variableName } from '../../../../model/values/text.ts';
import type { Pair } from '../project/types.ts';
import type { Secrets } from './secrets.ts';
import type { Writer } from './writer.ts';

/**
 * The variables of a service. A secret one is required and has no default: its value stays out of everything that is
 * generated, and a warning says where it stands in plain text.
 */
export function stateVariables(variables: readonly Pair[], secrets: Secrets, writer: Writer): void {
  for (const pair of variables) {
    const { name, value } = pair;
    if (isProblem(variableName(name))) {
      writer.decline(`environment.${name.text}`, 'its name is no POSIX name (letters, digits, "_")', name);
      continue;
    }
    const path = ['variables', { name: name.text }];
    writer.state([...path, 'name'], name.text, name);
    const isSecret = secrets.isSecret(pair);
    // Another document may know better.
    if (isSecret) writer.state([...path, 'sensitive'], true, value ?? name, { derived: true });
    if (isSecret && secrets.isLiteral(pair)) {
      const facts = { what: `the value of ${name.text}`, home: 'variable', name: name.text } as const;
      writer.report(problem('secret-literal', facts, { at: value?.at ?? name.at }));
    }
    if (isSecret || !value) writer.state([...path, 'required'], true, value ?? name, { derived: true });
    else writer.text([...path, 'default'], value);
  }
}
