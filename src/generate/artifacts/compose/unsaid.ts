import type { Project } from '../../../model/service.ts';
import { trace } from '../../../model/traced.ts';
import { placedFiles } from '../shared/placed-files.ts';

/** What the file cannot bring into a container: bytes, and values out of a secret store. */
export function unsaidInCompose(project: Project): string[] {
  return trace(project)
    .services.flatMap(service => placedFiles(service))
    .flatMap(({ file, origin }) => {
      if (origin === 'secret' || origin === 'template') return (file.secret ?? file.content)?.fields ?? [];
      return file.content || file.source ? [] : (file.binary?.fields ?? []);
    });
}
