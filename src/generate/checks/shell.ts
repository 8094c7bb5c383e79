import type { Problem } from '../../errors/index.ts';
import { finding, type Parsed } from './parsed.ts';

/** What every script of ours has on top, and what none may have. `bash -n` itself is in tools/bash.ts. */
export function checkShell(file: Parsed): Problem[] {
  if (file.artifact.kind !== 'shell') return [];
  const problems: Problem[] = [];
  const [first = ''] = file.lines;
  if (first === '#!/usr/bin/env bash\r') problems.push(finding(file, 'shell-carriage-return', undefined, 1));
  else if (first !== '#!/usr/bin/env bash')
    problems.push(finding(file, 'shell-not-strict', { missing: '#!/usr/bin/env bash' }, 1));
  if (!file.lines.some(line => /^set -euo pipefail\s*(?:#.*)?$/.test(line))) {
    problems.push(finding(file, 'shell-not-strict', { missing: 'set -euo pipefail' }));
  }
  const exported = file.lines.findIndex(line => /\bexport \$\((?:cat|grep|xargs)\b/.test(line));
  if (exported >= 0) {
    const text = file.lines[exported]?.trim() ?? '';
    problems.push(finding(file, 'shell-env-export', { text }, exported + 1));
  }
  return problems;
}
