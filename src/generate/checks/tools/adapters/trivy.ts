import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Adapter, below, printed } from './adapter.ts';

const output = v.object({
  Results: v.optional(
    v.array(
      v.object({
        Target: v.string(),
        Misconfigurations: v.optional(
          v.array(
            v.object({
              ID: v.string(),
              AVDID: v.string(),
              Title: v.string(),
              Message: v.string(),
              CauseMetadata: v.object({ StartLine: v.optional(v.number()) }),
            }),
          ),
        ),
      }),
    ),
  ),
});

/**
 * All but the one for templates of Azure Resource Manager, which knows no parameters and would be told so by nothing: JSON has no
 * comments. checkov reads those.
 */
const scanners = ['cloudformation', 'dockerfile', 'helm', 'kubernetes', 'terraform'];

/** Reads the whole folder; its checks are in the program, and it asks nobody for newer ones. */
export const trivy: Adapter = {
  tool: 'trivy',
  kinds: ['dockerfile', 'kubernetes', 'hcl', 'cloudformation'],
  argv: ({ pathOf, root }) => [
    pathOf('trivy'),
    'config',
    '--skip-check-update',
    `--misconfig-scanners=${scanners.join(',')}`,
    // Its own limit of five minutes is that of a machine that does nothing else.
    '--timeout=30m',
    '--quiet',
    '--format=json',
    '--exit-code=0',
    root,
  ],
  findings: ({ stdout }, { root }) =>
    (printed(output, stdout).Results ?? [])
      .flatMap(({ Target, Misconfigurations = [] }) =>
        Misconfigurations.map(({ ID, AVDID, Title, Message, CauseMetadata }) => ({
          // Some of its rules for clouds have a long name as their ID; what ignores them is the other one.
          id: /^AVD-(?:AWS|AZU|GCP)-/.test(AVDID) ? AVDID : ID,
          message: `${Title}: ${Message}`,
          file: below(root, Target),
          ...(CauseMetadata.StartLine !== undefined && { line: CauseMetadata.StartLine }),
        })),
      )
      .filter(({ id, file }) => !ignoredIn(join(root, file)).has(id)),
};

/**
 * The rules that a manifest asks to be left alone with. Trivy itself reads such a comment in Dockerfiles and templates
 * of clouds, and passes it over in manifests.
 */
function ignoredIn(file: string): ReadonlySet<string> {
  if (!file.endsWith('.yaml')) return new Set();
  const comments = readFileSync(file, 'utf8').matchAll(/^\s*# trivy:ignore:([\w-]+) # \S/gm);
  return new Set([...comments].map(([, id = '']) => id));
}
