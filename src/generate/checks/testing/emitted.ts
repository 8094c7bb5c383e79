import { expect } from 'vitest';
import type { Project } from '../../../model/service.ts';
import { emit } from '../../artifacts/index.ts';
import type { Artifact, Family } from '../../artifacts/shared/artifact.ts';
import { placeOf } from '../../artifacts/shared/folders.ts';
import { checkArtifacts } from '../index.ts';

const every = ['docker', 'kubernetes', 'scripts', 'pipelines'] as const;

export const emitted = (project: Project, families: readonly Family[] = every): Artifact[] =>
  emit(project, families, { pipelineType: 'github-actions' });

/** The files with one text of one file replaced; fails when the text is not there. */
export function replaced(files: readonly Artifact[], place: string, text: string, by: string): Artifact[] {
  return files.map(artifact => {
    if (placeOf(artifact) !== place) return artifact;
    expect(artifact.content).toContain(text);
    return { ...artifact, content: artifact.content.replace(text, () => by) };
  });
}

/** What is found in the files of a project as they are emitted. */
export const foundIn = (project: Project, families?: readonly Family[]): string[] =>
  checkArtifacts(project, emitted(project, families)).map(({ id, severity }) => `${severity} ${id}`);

/** What is found when one text of one file is replaced. */
export const brokenIn = (project: Project, place: string, text: string, by: string): string[] =>
  checkArtifacts(project, replaced(emitted(project), place, text, by)).map(
    ({ id, message }) => `${id}: ${message}`,
  );
