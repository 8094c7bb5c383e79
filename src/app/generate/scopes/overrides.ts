import { type Problem, problem } from '../../../errors/index.ts';
import { type Artifact, isYamlKind, type Span } from '../../../generate/artifacts/shared/artifact.ts';
import { placeOf } from '../../../generate/artifacts/shared/folders.ts';
import { joinPath } from '../../../generate/workspace/paths.ts';
import type { Scope } from '../../../generate/workspace/scope.ts';
import { patchText } from '../../../generate/yaml/patch.ts';
import { nearest } from '../../../model/names.ts';
import type { Override, PatchOperation } from '../../../model/settings.ts';
import { overrideField } from '../documents/override-origins.ts';
import { mapLines } from '../line-map.ts';

/**
 * Applies the patches of the user to the generated files, last of all. `families` says which of the files that a
 * patch may name are made now: one for another family waits.
 */
export function applyOverrides(
  scopes: readonly Scope[],
  overrides: readonly Override[],
  isPartial: boolean,
): { readonly scopes: readonly Scope[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const places = placesOf(scopes);
  const patched = new Map<Artifact, Artifact>();
  for (const override of overrides) {
    const artifact = places.get(override.file.text.replace(/^\.\//, ''));
    if (artifact) patched.set(artifact, patchArtifact(patched.get(artifact) ?? artifact, override, problems));
    else if (!isPartial) problems.push(...unknownFile(override, [...places.keys()]));
  }
  const changed = scopes.map(scope => ({
    ...scope,
    artifacts: scope.artifacts.map(artifact => patched.get(artifact) ?? artifact),
  }));
  return { scopes: patched.size === 0 ? scopes : changed, problems };
}

/** By the path below the project folder, and by the usual one: a patch stays right when `--output` is another. */
function placesOf(scopes: readonly Scope[]): Map<string, Artifact> {
  const all = scopes.flatMap(({ output, artifacts }) =>
    artifacts.map(artifact => ({ artifact, full: joinPath(output, artifact.path) })),
  );
  return new Map([
    ...all.map(({ artifact }) => [placeOf(artifact), artifact] as const),
    ...all.map(({ artifact, full }) => [full, artifact] as const),
  ]);
}

function unknownFile({ file, operations }: Override, known: readonly string[]): readonly Problem[] {
  const name = file.text.slice(file.text.lastIndexOf('/') + 1);
  const suggestion = nearest(file.text, known) ?? known.find(path => path.endsWith(`/${name}`));
  const facts = { file: file.text, suggestion };
  const isPatch = operations.length > 0 || /\.(?:ya?ml|json)$/.test(name);
  if (isPatch) return [problem('override-file-unknown', facts, { at: file.at })];
  // Other tools have a folder of this name too, and editors hide files everywhere.
  return name.startsWith('.') ? [] : [problem('override-ignored', facts, { at: file.at })];
}

function patchArtifact(artifact: Artifact, override: Override, problems: Problem[]): Artifact {
  const { text: file, at } = override.file;
  if (artifact.ownership === 'yours') {
    problems.push(problem('override-yours', { file }, { at }));
    return artifact;
  }
  if (!isYamlKind(artifact.kind)) {
    problems.push(problem('override-not-structured', { file }, { at }));
    return artifact;
  }
  let current = artifact;
  for (const [i, operation] of override.operations.entries())
    current = patchOnce(current, operation, overrideField(override, i), file, problems);
  return current;
}

function patchOnce(
  artifact: Artifact,
  operation: PatchOperation,
  field: string,
  file: string,
  problems: Problem[],
): Artifact {
  const result = patchText(artifact.content, operation);
  if ('reason' in result) {
    const { op, path, at } = operation;
    problems.push(problem('override-failed', { file, op, path, reason: result.reason }, { at }));
    return artifact;
  }
  const spans = movedSpans(artifact, result.text, field);
  return { ...artifact, content: result.text, spans, patches: (artifact.patches ?? 0) + 1 };
}

/** Lines that stay keep their fields; those that the patch wrote show the patch. */
function movedSpans(artifact: Artifact, text: string, field: string): Span[] {
  const fieldsAt = new Map<number, Span[]>();
  for (const span of artifact.spans)
    for (let line = span.from; line <= span.to; line++)
      fieldsAt.set(line, [...(fieldsAt.get(line) ?? []), span]);
  return mapLines(linesOf(artifact.content), linesOf(text)).flatMap((origin, i) => {
    const line = { from: i + 1, to: i + 1 };
    if (origin.state !== 'same') return [{ ...line, field }];
    return (fieldsAt.get(origin.line) ?? []).map(span => ({ ...line, field: span.field }));
  });
}

/** The newline at the end begins no further line. */
const linesOf = (text: string) => text.split('\n').slice(0, -1);
