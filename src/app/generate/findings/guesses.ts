import { type Problem, problem } from '../../../errors/index.ts';
import { servicePath } from '../../../model/traced.ts';
import type { LoadedProject } from '../documents/load.ts';

/** What was guessed and decides much: the language builds the image and checks the sources. */
export function guesses({ sourced: { project, origins }, documents }: LoadedProject): Problem[] {
  if (documents.length === 0) return [];
  return project.services.flatMap(service => {
    const path = servicePath(project, service.name);
    const isDefault = (field: string) => origins.get(`${path}.${field}`)?.from === 'default';
    const { language } = service;
    if (language === undefined || !isDefault('language') || !isDefault('entryPoint')) return [];
    return [problem('language-assumed', { service: service.name, language })];
  });
}
