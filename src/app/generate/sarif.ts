import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Place, Problem } from '../../errors/problem.ts';
import { contains, findProjectRoot } from '../../generate/workspace/root.ts';
import type { SarifLocation, SarifLog, SarifResult, SarifRule } from './sarif-format.ts';
import { coveredProblems } from './secrets/covered-problems.ts';
import { maskedLine } from './secrets/mask.ts';

export interface SarifRequest {
  readonly problems: readonly Problem[];
  /** Paths in problems are relative to it. */
  readonly workingFolder: string;
  /** What a problem without a place is shown at. */
  readonly documents: readonly string[];
  readonly version: string | undefined;
}

/**
 * Problems as a SARIF 2.1.0 log (OASIS standard), the form that code scanning of GitHub, GitLab and Azure reads. Files
 * are named relative to the repository; columns count UTF-16 units.
 */
export function sarifLog({ problems: found, workingFolder, documents, version }: SarifRequest): SarifLog {
  const problems = coveredProblems(found);
  const base = repositoryOf(workingFolder);
  const rules = rulesOf(problems);
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const locate = (file: string, at?: Place): SarifLocation => {
    const region = at ? regionOf(at) : wholeFile(resolve(workingFolder, file));
    return {
      physicalLocation: {
        artifactLocation: artifactLocation(base, resolve(workingFolder, file)),
        ...(region ? { region } : {}),
      },
    };
  };
  const fingerprint = fingerprints(workingFolder);
  const results = problems.map((found): SarifResult => {
    const file = found.at?.file ?? found.artifact ?? documents[0];
    const related = found.at && found.artifact !== undefined && found.artifact !== found.at.file;
    return {
      ruleId: found.id,
      ruleIndex: indices.get(found.id) ?? 0,
      level: found.severity,
      message: {
        text: [`${found.message}.`, `Why: ${found.why}.`, `Fix: ${found.fix}.`, ...(found.detail ?? [])].join(
          '\n',
        ),
      },
      ...(file === undefined ? {} : { locations: [locate(file, found.at)] }),
      ...(related && found.artifact !== undefined
        ? {
            relatedLocations: [{ ...locate(found.artifact), id: 1, message: { text: 'the generated file' } }],
          }
        : {}),
      partialFingerprints: { 'devopsFlow/v1': fingerprint(found, file) },
    };
  });
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'devops-flow',
            ...(version === undefined ? {} : { semanticVersion: version }),
            rules,
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        results,
      },
    ],
  };
}

/** The nearest folder with `.git`, else the project folder. */
function repositoryOf(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return findProjectRoot(folder);
  }
}

function artifactLocation(base: string, file: string): SarifLocation['physicalLocation']['artifactLocation'] {
  const path = contains(base, file) ? relative(base, file) : file;
  const uri = path.split(sep).map(encodeURIComponent).join('/');
  return contains(base, file) ? { uri, uriBaseId: '%SRCROOT%' } : { uri: `file://${uri}` };
}

const regionOf = ({ line, column, length }: Place) => ({
  startLine: line,
  startColumn: column,
  endColumn: column + Math.max(1, length ?? 1),
});

/** All lines of a file; none of one that is not there yet. */
function wholeFile(file: string): { startLine: number; endLine: number } | undefined {
  const lines = readLines(file);
  return lines.length === 0 ? undefined : { startLine: 1, endLine: lines.length };
}

/** One rule for each id, in order; its texts are those of the first problem of that id. */
function rulesOf(problems: readonly Problem[]): SarifRule[] {
  const first = new Map<string, Problem>();
  for (const found of problems) if (!first.has(found.id)) first.set(found.id, found);
  return [...first.values()]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, severity, why, fix }) => ({
      id,
      shortDescription: { text: id.replaceAll('-', ' ') },
      fullDescription: { text: `${why}.` },
      help: { text: `Why: ${why}.\nFix: ${fix}.` },
      defaultConfiguration: { level: severity },
    }));
}

/** The same problem keeps its fingerprint when lines above it come and go: the text of its line counts, not the number. */
function fingerprints(workingFolder: string): (found: Problem, file: string | undefined) => string {
  const lines = new Map<string, readonly string[]>();
  const seen = new Map<string, number>();
  const linesOf = (file: string) => {
    const known = lines.get(file) ?? readLines(resolve(workingFolder, file));
    lines.set(file, known);
    return known;
  };
  return (found, file) => {
    // Of a secret not even a hash leaves: whoever guesses it could prove it.
    const line = found.at ? (linesOf(found.at.file)[found.at.line - 1] ?? '').trim() : undefined;
    const text = line === undefined ? found.message : maskedLine(line);
    const key = JSON.stringify([found.id, file ?? '', text]);
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return createHash('sha256').update(`${key}:${nth}`).digest('hex');
  };
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
