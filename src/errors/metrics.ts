import type { Catalogue } from './problem.ts';

/** Figures that somebody else has. */
export const metricsErrors = {
  'metrics-address': (facts: { hasCredentials: boolean }) => ({
    severity: 'error',
    message: facts.hasCredentials
      ? 'the address of Prometheus has credentials in it'
      : 'the address of Prometheus is not one of http or https',
    why: 'a version is judged by what it answers; a password in an address would end up in plans, journals and logs',
    fix: 'write it as https://prometheus.example.com, and name the variable that holds the token or user:password',
  }),
} as const satisfies Catalogue;
