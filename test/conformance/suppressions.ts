import { suppressionsIn, unknownForms } from '../../src/generate/checks/suppressions.ts';
import type { Finding } from '../../src/generate/checks/tools/adapters/adapter.ts';
import { adapters } from '../../src/generate/checks/tools/adapters/index.ts';
import type { ScanResult } from '../../src/generate/checks/tools/scan.ts';
import type { GeneratedFile } from './projects.ts';

/** One rule that a generated file asks a tool to leave it alone with, and why. */
export interface Suppression {
  readonly tool: string;
  readonly id: string;
  readonly file: string;
  readonly reason: string;
}

/** The suppressions in a file, and the file without them. @throws when a line looks like one and is of no known form */
export function strip(
  file: string,
  text: string,
): { readonly found: readonly Suppression[]; readonly text: string } {
  const [unknown] = unknownForms(text);
  if (unknown !== undefined) throw new Error(`${file} suppresses in a form of its own: ${unknown}`);
  const found = suppressionsIn(text);
  const gone = new Set(found.map(({ line }) => line));
  const isJson = file.endsWith('.json');
  return {
    found: found.map(({ tool, rule, reason }) => ({ tool, id: rule, file, reason })),
    text: text
      .split('\n')
      .filter((_, i) => !gone.has(i + 1))
      .join('\n')
      // What was the last of a list is gone: nothing follows the comma before it.
      .replaceAll(isJson ? /,(?=\s*[\]}])/g : /$^/g, ''),
  };
}

/**
 * What a tool must read again to show that its suppressions fire: the files that hold one, and with them those of their
 * stack that they are held against.
 */
export function suppressed(
  files: readonly GeneratedFile[],
  suppressions: readonly Suppression[],
  tool: string,
): readonly GeneratedFile[] {
  const paths = new Set(suppressions.filter(one => one.tool === tool).map(({ file }) => file));
  const isComparing = adapters.some(adapter => adapter.tool === tool && adapter.comparesFiles);
  const isTogether = ({ kind }: GeneratedFile) => isComparing || kind === 'hcl' || kind === 'cloudformation';
  const held = files.filter(({ path }) => paths.has(path));
  const stacks = new Set(held.filter(isTogether).map(({ stack }) => stack));
  return files.filter(file => paths.has(file.path) || (isTogether(file) && stacks.has(file.stack)));
}

/** Whether the tool has something to say once the suppression is gone. */
export function fires({ tool, id, file }: Suppression, results: readonly ScanResult[]): boolean {
  const isIt = (finding: Finding) => finding.id === id && placeOf(finding.file) === placeOf(file);
  return results.some(result => result.tool === tool && result.findings.some(isIt));
}

/** A module is one file for all stacks, and checkov follows its variables in some of them only. */
const placeOf = (file: string): string => file.replace(/^[^/]*\/(?=infrastructure\/modules\/)/, '');

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
