import type { Evidence } from '../finding.ts';
import type { Repository } from '../repository.ts';
import { search } from '../search.ts';

/** The project of a .NET solution that is the service. */
export interface DotnetProject {
  readonly file: string;
  /** Where it says that it serves the web. */
  readonly web?: Evidence;
  /** Whether another project of the solution serves the web too. */
  readonly isOneOfSeveral: boolean;
}

const isOfTests = (file: string) => /tests?(?:\/|\.\w+proj$)/i.test(file);

/** The first web project, else the first of any kind; those of tests last. */
export function dotnetProject(repository: Repository): DotnetProject | undefined {
  const projects = repository.files
    .filter(file => /\.(?:cs|fs|vb)proj$/.test(file))
    .toSorted((a, b) => Number(isOfTests(a)) - Number(isOfTests(b)));
  const web = projects.flatMap(file => {
    const hit = search(repository, [file], /Sdk="(Microsoft\.NET\.Sdk\.(?:Web|BlazorWebAssembly))"/);
    return hit ? [{ file, web: hit.found }] : [];
  });
  const [project = projects.map(file => ({ file }))[0]] = web;
  return project && { ...project, isOneOfSeveral: web.length > 1 };
}
