import { type Problem, problem } from '../../../errors/index.ts';
import type { ScanResult } from '../../../generate/checks/tools/scan.ts';
import type { Placed } from './scans.ts';

/** How a file is laid out is no fault of it. */
const aboutLayout = new Set(['yamllint', 'shfmt']);

/** What a tool has found, with the line; what a team wrote itself, a tool can only warn of. */
export function scanFindings(
  { tool, findings }: ScanResult,
  files: readonly Placed[],
  shown: (path: string) => string,
): readonly Problem[] {
  const byPath = new Map(files.map(({ artifact, path }) => [path, artifact]));
  return findings.map(({ id, message, file, line }): Problem => {
    const artifact = byPath.get(file);
    const text = line === undefined ? undefined : artifact?.content.split('\n')[line - 1];
    const isMild = aboutLayout.has(tool) || artifact?.ownership === 'yours';
    return {
      ...problem('tool-finding', { tool, rule: id, message }),
      id: `${tool}/${id}`,
      severity: isMild ? 'warning' : 'error',
      artifact: shown(file),
      ...(text === undefined ? {} : { detail: [`${line} | ${text}`] }),
    };
  });
}
