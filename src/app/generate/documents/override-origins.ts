import type { Origin } from '../../../model/origins.ts';
import type { Override } from '../../../model/settings.ts';

/** The field that lines of a patched file show: `overrides.k8s/deployment.yaml.0`, by file and operation. */
export const overrideField = ({ file }: Override, index: number) => `overrides.${file.text}.${index}`;

/** Where each operation was written, by its field. */
export function overrideOrigins(overrides: readonly Override[]): Map<string, Origin> {
  return new Map(
    overrides.flatMap(override =>
      override.operations.map(
        ({ at }, i) =>
          [overrideField(override, i), { from: 'document', at }] as const satisfies [string, Origin],
      ),
    ),
  );
}
