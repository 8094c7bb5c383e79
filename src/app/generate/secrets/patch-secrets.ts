import { type Problem, problem } from '../../../errors/index.ts';
import { isSecretValue, secretsIn } from '../../../model/secrets.ts';
import type { Override, PatchOperation } from '../../../model/settings.ts';

/** One problem for each operation that would put a secret in plain text into a file. */
export function patchSecrets(overrides: readonly Override[]): Problem[] {
  return overrides.flatMap(({ file, operations }) =>
    operations.filter(holdsSecret).map(({ at }) => problem('secret-in-patch', { file: file.text }, { at })),
  );
}

function holdsSecret({ path, value }: PatchOperation): boolean {
  return isSecret(path.slice(path.lastIndexOf('/') + 1), value);
}

/** A value under a name, and in it `{ name, value }` as Kubernetes and Compose list variables. */
function isSecret(name: string, value: unknown): boolean {
  if (typeof value === 'string') return isNamedSecret(name, value);
  if (Array.isArray(value)) return value.some(item => isSecret('', item));
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.entries(value);
  const named = entries.find(([key]) => key === 'name')?.[1] as unknown;
  return entries.some(([key, item]) =>
    isSecret(key === 'value' && typeof named === 'string' ? named : key, item),
  );
}

/** `key` and `name` by themselves say where to look. */
const isNamedSecret = (name: string, value: string) =>
  /^(?:keys?|name)$/i.test(name) ? secretsIn(value).length > 0 : isSecretValue(name, value);
