/** One rule that a file asks a tool to leave it alone with, and why. */
export interface Suppression {
  readonly tool: string;
  /** The tool's own name of the rule. */
  readonly rule: string;
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}

interface Form {
  readonly tool: string;
  /** The whole line; groups: the rules, and the reason where it stands on the same line. */
  readonly line: RegExp;
}

const forms: readonly Form[] = [
  { tool: 'checkov', line: /^\s+checkov\.io\/skip\d+: ["']?(CKV\w+)=(.+)$/ },
  { tool: 'checkov', line: /^\s*# ?checkov:skip=(CKV\w+):(.+)$/ },
  // In JSON, which has no comments: a text of the metadata.
  { tool: 'checkov', line: /^\s*(?:"checkov": \[)?"checkov:skip=(CKV\w+):([^"]+)"\]?,?$/ },
  { tool: 'kube-score', line: /^\s+kube-score\/ignore: ([\w,-]+)$/ },
  { tool: 'hadolint', line: /^\s*# hadolint ignore=([\w,]+)(?: # (.+))?$/ },
  { tool: 'trivy', line: /^\s*# ?trivy:ignore:([\w-]+)(?: (?:# )?(.+))?$/ },
  { tool: 'shellcheck', line: /^\s*# shellcheck disable=([\w,]+)(?: # (.+))?$/ },
  { tool: 'zizmor', line: /^\s*# zizmor: ignore\[([\w,-]+)\](?: (.+))?$/ },
];

/** Anything that looks like one of them, so that a form which is not known above is no blind spot. */
const likely =
  /checkov[.:]\S*skip|kube-score\/ignore|hadolint ignore|trivy:ignore|shellcheck disable|zizmor: ignore|gitleaks:allow|yamllint disable|nosec/;

/** Lines that look like a suppression and are of no known form. */
export const unknownForms = (text: string): readonly string[] =>
  text.split('\n').filter(line => likely.test(line) && !forms.some(form => form.line.test(line)));

/** The suppressions of a file; a reason that does not stand beside its rule is the comment above. */
export function suppressionsIn(text: string): readonly Suppression[] {
  if (!likely.test(text)) return [];
  const lines = text.split('\n');
  return lines.flatMap((line, i) =>
    forms.flatMap(({ tool, line: form }) => {
      const [, rules, reason] = form.exec(line) ?? [];
      if (rules === undefined) return [];
      const why = reason?.replace(/["']$/, '') ?? commentAbove(lines.slice(0, i));
      return rules.split(',').map(rule => ({ tool, rule, line: i + 1, reason: why }));
    }),
  );
}

function commentAbove(lines: readonly string[]): string {
  const start = lines.findLastIndex(line => !/^\s*#/.test(line)) + 1;
  return lines
    .slice(start)
    .map(line => line.replace(/^\s*# ?/, ''))
    .join(' ');
}
