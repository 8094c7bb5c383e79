import type { Finding } from '../../src/generate/checks/tools/adapters/adapter.ts';
import type { ScanResult } from '../../src/generate/checks/tools/scan.ts';

/** One rule that a generated file asks a tool to leave it alone with, and why. */
export interface Suppression {
  readonly tool: string;
  readonly id: string;
  readonly file: string;
  readonly reason: string;
}

interface Form {
  readonly tool: string;
  /** The whole line; groups: the ids, and the reason where it stands on the same line. */
  readonly line: RegExp;
}

const forms: readonly Form[] = [
  { tool: 'checkov', line: /^\s+checkov\.io\/skip\d+: ["']?(CKV\w+)=(.+)$/ },
  { tool: 'checkov', line: /^\s*# ?checkov:skip=(CKV\w+):(.+)$/ },
  { tool: 'kube-score', line: /^\s+kube-score\/ignore: ([\w,-]+)$/ },
  { tool: 'hadolint', line: /^\s*# hadolint ignore=([\w,]+)(?: # (.+))?$/ },
  { tool: 'trivy', line: /^\s*# ?trivy:ignore:([\w-]+)(?: # (.+))?$/ },
  { tool: 'shellcheck', line: /^\s*# shellcheck disable=([\w,]+)(?: # (.+))?$/ },
  { tool: 'zizmor', line: /^\s*# zizmor: ignore\[([\w,-]+)\](?: (.+))?$/ },
];

/** Anything that looks like one of them, so that a form which is not known above is no blind spot. */
const likely =
  /checkov[.:]\S*skip|kube-score\/ignore|hadolint ignore|trivy:ignore|shellcheck disable|zizmor: ignore|gitleaks:allow|yamllint disable|nosec/;

/** The suppressions in a file, and the file without them. @throws when a line looks like one and is of no known form */
export function strip(
  file: string,
  text: string,
): { readonly found: readonly Suppression[]; readonly text: string } {
  const found: Suppression[] = [];
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    const matches = forms.flatMap(({ tool, line: form }) => {
      const [, ids, reason] = form.exec(line) ?? [];
      return ids === undefined ? [] : [{ tool, ids, reason: reason ?? reasonAbove(kept) }];
    });
    if (matches.length === 0 && likely.test(line))
      throw new Error(`${file} suppresses in a form of its own: ${line}`);
    if (matches.length === 0) kept.push(line);
    for (const { tool, ids, reason } of matches)
      found.push(...ids.split(',').map(id => ({ tool, id, file, reason })));
  }
  return { found, text: kept.join('\n') };
}

/** The comment right above. */
function reasonAbove(lines: readonly string[]): string {
  const start = lines.findLastIndex(line => !/^\s*#/.test(line)) + 1;
  return lines
    .slice(start)
    .map(line => line.replace(/^\s*# ?/, ''))
    .join(' ');
}

/** Whether the tool has something to say once the suppression is gone. */
export function fires({ tool, id, file }: Suppression, results: readonly ScanResult[]): boolean {
  const isIt = (finding: Finding) => finding.id === id && finding.file === file;
  return results.some(result => result.tool === tool && result.findings.some(isIt));
}

/** Each rule once, with how often and why it is suppressed. */
export function summary(all: readonly Suppression[]): readonly string[] {
  const groups = new Map<string, Suppression[]>();
  for (const one of all) {
    const key = `${one.tool} ${one.id}: ${one.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { length }]) => `${String(length).padStart(4)}  ${key}`);
}
