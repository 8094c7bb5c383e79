import { Noted, type YamlNode } from '../shared/yaml.ts';
import { modulesOf } from './roles.ts';

/** .ansible-lint: where the collections are not installed, what the roles take from them is taken for granted. */
export const lintSettings = (used: ReadonlySet<string>): YamlNode => ({
  profile: 'production',
  mock_modules: new Noted(modulesOf(used), { above: ['Out of the collections of requirements.yml.'] }),
});
