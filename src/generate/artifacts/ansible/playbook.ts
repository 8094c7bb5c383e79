import { change, combineTexts, plain, type Text, text } from '../../../model/traced.ts';
import { Noted, type YamlNode, type YamlObject } from '../shared/yaml.ts';
import type { Wanted } from './wanted.ts';

/** The plays of a playbook, below the lines that say what it is for; a play has the tags of the playbook behind its hosts. */
export function playbook(wanted: Wanted, plays: readonly YamlObject[]): YamlNode {
  const [first, ...others] = plays.map(play => tagged(play, wanted));
  return [new Noted(first ?? {}, { above: about(wanted) }), ...others];
}

function about({ summary, target, variables }: Wanted): readonly Text[] {
  return [
    summary,
    ...(target ? [text`Target: ${target}`] : []),
    ...(variables.length > 0
      ? [combineTexts(variables, () => `Variables: ${variables.map(plain).join(', ')}`)]
      : []),
  ];
}

const tagged = ({ roles, tasks, ...head }: YamlObject, { tags }: Wanted): YamlObject => ({
  ...head,
  tags: tags.map(tag => change(tag, word => word.trim())),
  roles,
  tasks,
});
