import type { Catalogue } from './problem.ts';

export const environmentErrors = {
  'environment-dropped': (facts: { environment: string }) => ({
    severity: 'warning',
    message: `${facts.environment} is no longer deployed: the documents name environments, and it is not among them`,
    why: 'staging and production are there by themselves only while no document names an environment; those that are named are all',
    fix: `nothing to do if you mean it; to keep it, name it too: ${facts.environment}: {} below environments`,
  }),
} as const satisfies Catalogue;
