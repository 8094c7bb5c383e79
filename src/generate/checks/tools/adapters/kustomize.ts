import { dirname } from 'node:path';
import type { Adapter } from './adapter.ts';

/** Builds each overlay; a component is built by those that take it in. One shell runs them all, and says which failed. */
const script =
  'for file in "$@"; do grep -q "^kind: Component$" "$file" || "$0" build "$(dirname "$file")" >/dev/null || echo "failed: $file" >&2; done';

export const kustomize: Adapter = {
  tool: 'kustomize',
  kinds: ['kustomization'],
  argv: ({ pathOf, files }) => ['bash', '-c', script, pathOf('kustomize'), ...files],
  findings: ({ stderr }) => {
    let said = '';
    return stderr.split('\n').flatMap(line => {
      const [, file] = /^failed: (.*)$/.exec(line) ?? [];
      if (file === undefined) {
        said = line.trim() || said;
        return [];
      }
      return [{ id: 'build', message: `${dirname(file)}: ${said}`, file }];
    });
  },
};
