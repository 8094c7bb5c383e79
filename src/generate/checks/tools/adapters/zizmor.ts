import * as v from 'valibot';
import { type Adapter, printed } from './adapter.ts';

const output = v.array(
  v.object({
    ident: v.string(),
    desc: v.string(),
    ignored: v.boolean(),
    locations: v.array(
      v.object({
        symbolic: v.object({ key: v.object({ Local: v.object({ verbatim_path: v.string() }) }) }),
        concrete: v.object({ location: v.object({ start_point: v.object({ row: v.number() }) }) }),
      }),
    ),
  }),
);

export const zizmor: Adapter = {
  tool: 'zizmor',
  kinds: ['github-workflow'],
  argv: ({ pathOf, files }) => [
    pathOf('zizmor'),
    '--offline',
    '--no-exit-codes',
    '--quiet',
    '--no-config',
    // A workflow that it cannot read would be passed over with a warning.
    '--strict-collection',
    '--format',
    'json',
    '--',
    ...files,
  ],
  findings: ({ stdout }) =>
    printed(output, stdout)
      .filter(({ ignored }) => !ignored)
      .map(({ ident, desc, locations: [location] }) => ({
        id: ident,
        message: desc,
        file: location?.symbolic.key.Local.verbatim_path ?? '',
        ...(location && { line: location.concrete.location.start_point.row + 1 }),
      })),
};
