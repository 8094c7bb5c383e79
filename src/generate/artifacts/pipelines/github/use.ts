import { Noted, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { type ActionName, actions } from './actions.ts';

export type GithubStep = YamlObject;

/** A step that uses an action, pinned by commit with its version beside it. */
export function use(
  name: ActionName,
  inputs: Record<string, YamlNode | undefined>,
  more: YamlObject = {},
): GithubStep {
  const { sha, version } = actions[name];
  const given = Object.values(inputs).some(value => value !== undefined);
  return {
    ...more,
    uses: new Noted(`${name}@${sha}`, { beside: version }),
    with: given ? inputs : undefined,
  };
}
