import type { YamlNode } from '../../shared/yaml.ts';

/** The collections whose modules the roles use, in the versions that they were tried with. */
export const collections: YamlNode = {
  collections: [
    { name: 'amazon.aws', version: '10.1.2' },
    { name: 'community.aws', version: '10.0.0' },
    { name: 'community.general', version: '11.4.1' },
  ],
};
