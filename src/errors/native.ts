import type { Catalogue } from './problem.ts';

/** What can be wrong with devops-flow.yaml. */
export const nativeErrors = {
  'service-key-unknown': (facts: {
    key: string;
    place: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'error',
    message: `devops-flow.yaml has no key ${JSON.stringify(facts.key)}${facts.place === '' ? ' at its top' : ` in ${facts.place}`}`,
    why: 'every key of devops-flow.yaml means something; one that nobody reads would be lost silently',
    fix:
      facts.suggestion === undefined
        ? `use one of ${facts.known.slice(0, 12).join(', ')}${facts.known.length > 12 ? ', …' : ''}, or begin a key of your own with x-; \`devops-flow schema\` prints them all`
        : `did you mean "${facts.suggestion}"?`,
  }),
  'service-name-beside-services': () => ({
    severity: 'error',
    message: 'a name stands beside several services',
    why: 'what stands at the top is said of each service below `services`, and each has the name of its key',
    fix: 'remove the name, or the services',
  }),
  'patch-invalid': (facts: { place: string; reason: string }) => ({
    severity: 'error',
    message: `${facts.place} is no operation of a patch: ${facts.reason}`,
    why: 'an override is a JSON Patch (RFC 6902)',
    fix: 'write it as { op: replace, path: /spec/replicas, value: 5 }',
  }),
} as const satisfies Catalogue;
