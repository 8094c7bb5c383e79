import { change, combineTexts, plain, type Text } from '../../../model/traced.ts';
import { Raw, type YamlNode } from '../shared/yaml.ts';
import { yamlScalar } from '../shared/yaml-scalar.ts';

/**
 * A text of the documents as a value of a playbook. Ansible reads values as templates: one that holds a mark of Jinja is
 * tagged `!unsafe`, so that it is the text and nothing else.
 * https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_advanced_syntax.html#unsafe-or-raw-strings
 */
export function jinjaText(value: Text): YamlNode {
  if (!/\{[{%#]/.test(plain(value))) return value;
  const shown = change(value, text => `!unsafe ${yamlScalar(text)}`);
  return new Raw(lead => [combineTexts([lead, shown], () => `${plain(lead)} ${plain(shown)}`)]);
}
