import type { Catalogue } from './problem.ts';

export const deliveryErrors = {
  internal: (facts: { text: string }) => ({
    severity: 'error',
    message: `devops-flow itself failed: ${facts.text}`,
    why: 'this is a bug of ours, not a mistake of yours',
    fix: 'run the command again; if it happens again, report it with the lines above',
  }),
  'deploy-in-progress': (facts: { service: string; environment: string; holder: number; since: string }) => ({
    severity: 'error',
    message: `another command is changing ${facts.service} in ${facts.environment} (pid ${facts.holder}, since ${facts.since})`,
    why: 'one lease per service and environment: two deploys at once would fight over the traffic',
    fix: `wait for it to end, or stop it with Ctrl-C there; a lease whose holder died is taken over at once`,
  }),
} as const satisfies Catalogue;
