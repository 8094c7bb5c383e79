import type { Problem } from '../../errors/index.ts';
import type { Project } from '../../model/service.ts';
import { trace } from '../../model/traced.ts';
import { ansible } from './ansible/index.ts';
import { arm } from './arm/index.ts';
import { cloudformation } from './cloudformation/index.ts';
import { compose } from './compose/index.ts';
import { docker } from './docker/index.ts';
import { gitops } from './kubernetes/gitops/index.ts';
import { helm } from './kubernetes/helm/index.ts';
import { kubernetes } from './kubernetes/index.ts';
import { kustomize } from './kubernetes/kustomize/index.ts';
import { mesh } from './kubernetes/mesh/index.ts';
import { strategies } from './kubernetes/strategies/index.ts';
import { pipelines } from './pipelines/index.ts';
import { policies } from './policies/index.ts';
import { pulumi } from './pulumi/index.ts';
import { scripts } from './scripts/index.ts';
import { secrets } from './secrets/index.ts';
import type { Artifact, EmitOptions, Emitter, Family } from './shared/artifact.ts';
import { placeOf } from './shared/folders.ts';
import { terraform } from './terraform/index.ts';
import { tests } from './tests/index.ts';

export { folders, usualFolders } from './shared/folders.ts';

/** The one table of emitters; a family without one does not compile. */
export const emitters: Record<Family, Emitter> = {
  docker,
  compose,
  kubernetes,
  kustomize,
  helm,
  strategies,
  mesh,
  gitops,
  secrets,
  policies,
  terraform,
  cloudformation,
  arm,
  pulumi,
  ansible,
  scripts,
  pipelines,
  tests,
};

/** The files of the families, sorted by where they go; paths are relative to the family's folder. */
export function emit(project: Project, families: readonly Family[], options: EmitOptions): Artifact[] {
  const made = new Map<Family, Artifact[]>(families.map(family => [family, []]));
  // All of one service before the next one: what they are made of is held for one service at a time.
  for (const service of trace(project).services)
    for (const [family, files] of made)
      files.push(...(emitters[family].emitOne?.(service, project, options) ?? []));
  for (const [family, files] of made)
    if (!emitters[family].emitOne) files.push(...emitters[family].emit(project, options));
  return [...made.values()]
    .flat()
    .map(artifact => ({ artifact, place: placeOf(artifact) }))
    .toSorted((a, b) => compare(a.place, b.place))
    .map(({ artifact }) => artifact);
}

/** The fields that a family would show if its language could say them. */
export const unsaidBy = (family: Family, project: Project): readonly string[] =>
  emitters[family].unsaid?.(project) ?? [];

/** The field without which a family makes nothing for a service. */
export const neededBy = (family: Family): Emitter['needs'] => emitters[family].needs;

/** What keeps a family from making something for a project. */
export const refusalsOf = (family: Family, project: Project): readonly Problem[] =>
  emitters[family].refusals?.(project) ?? [];

/** By code unit: the same order in every locale. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
