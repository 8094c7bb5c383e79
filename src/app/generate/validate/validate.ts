import { type Problem, worstFirst } from '../../../errors/index.ts';
import { placeOf } from '../../../generate/artifacts/shared/folders.ts';
import { builtInRules } from '../../../generate/checks/rules.ts';
import { suppressionsIn } from '../../../generate/checks/suppressions.ts';
import type { ValidateFields } from '../../schemas/validate.ts';
import type { PrepareRequest } from '../prepare.ts';
import { hasError, type Proposal, placesOf, propose } from '../propose.ts';
import { coveredProblems } from '../secrets/covered-problems.ts';
import { scanFindings } from './scan-findings.ts';
import {
  chosenAdapters,
  type Placed,
  type ScanOptions,
  scanFiles,
  versionOf,
  type WantedTools,
} from './scans.ts';

export interface ValidateRequest extends PrepareRequest, ScanOptions {
  readonly tools?: WantedTools;
}

export interface ValidateResult {
  readonly services: readonly string[];
  readonly files: number;
  readonly fields: Omit<ValidateFields, 'findings'> & { readonly findings: readonly Problem[] };
  /** What is wrong beside the findings: with documents, and with tools. */
  readonly problems: readonly Problem[];
  readonly ok: boolean;
}

/**
 * The rules of devops-flow, and real tools where they are asked for, over the files as `generate` would leave them:
 * edits of a person included, the team's own files too. Changes nothing.
 *
 * @throws Failure for options and documents, and `tool-unknown` with exit code 64
 */
export async function validate(request: ValidateRequest): Promise<ValidateResult> {
  const chosen = chosenAdapters(request.tools);
  const proposal = await propose({ ...request, command: 'check' });
  const { shown, prepared } = proposal;
  const files = filesOf(proposal);
  const scans = await scanFiles(chosen, files, request);
  const findings = coveredProblems(
    worstFirst([
      ...proposal.problems.filter(isFinding),
      ...scans.results.flatMap(result => scanFindings(result, files, shown)),
    ]),
  );
  const problems = worstFirst([...proposal.problems.filter(found => !isFinding(found)), ...scans.problems]);
  return {
    ok: !hasError(findings) && !hasError(problems),
    services: prepared.loaded.sourced.project.services.map(({ name }) => name),
    files: files.length,
    problems,
    fields: {
      findings,
      suppressed: files.flatMap(({ artifact, path }) =>
        suppressionsIn(artifact.content).map(one => ({ ...one, file: shown(path) })),
      ),
      rules: builtInRules.length,
      tools: scans.results.map(({ tool, files: read, findings: { length }, seconds }) => ({
        name: tool,
        version: versionOf(tool),
        files: read,
        findings: length,
        seconds,
      })),
    },
  };
}

/** About a file that is generated, or that the team wrote in the place of one. */
const isFinding = ({ artifact }: Problem): boolean => artifact !== undefined;

function filesOf({ prepared, artifacts }: Proposal): readonly Placed[] {
  const places = placesOf(prepared.scopes);
  return artifacts.map(artifact => {
    const place = placeOf(artifact);
    return { artifact, path: places.get(place) ?? place };
  });
}
