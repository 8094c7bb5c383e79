import { join } from 'node:path';
import { kept } from '../../suite/kept.ts';
import type { ProviderSchema } from '../schema.ts';
import type { Binding } from './published.ts';
import { schemaOf } from './schema-of.ts';

/** Changed whenever the same package gives another schema than before. */
const edition = 1;

/**
 * The schema of a provider, from the package that npm has.
 * @throws where the package cannot be had, with what npm said
 */
export const bring = ({ name, package: of, version }: Binding): ProviderSchema =>
  kept({
    folder: 'terraform',
    name: `${name}-${version}-${edition}`,
    package: of,
    version,
    files: 'package/lib/*.js',
    read: unpacked => schemaOf(join(unpacked, 'package', 'lib')),
  });
