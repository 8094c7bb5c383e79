import type { YamlObject } from '../shared/yaml.ts';

/** The collections that are used, in the versions that they were tried with: those of the package ansible 12.3.0. */
const versions = {
  'amazon.aws': '10.1.2',
  'azure.azcollection': '3.12.0',
  'community.aws': '10.0.0',
  'community.general': '11.4.2',
  'google.cloud': '1.10.2',
} as const;

/** An entry of requirements.yml. */
export const collection = (name: keyof typeof versions): YamlObject => ({ name, version: versions[name] });
