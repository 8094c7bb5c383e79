import type { Catalogue } from './problem.ts';

interface Wrong {
  /** What the value is for, such as "cookie". */
  readonly what: string;
  readonly text: string;
}

/** What documents say of the way in which versions are replaced, and cannot be done. */
export const rolloutErrors = {
  'surge-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" is neither a number of instances nor a share of them (${facts.what})`,
    why: 'a rolling replacement counts as a Deployment does: in whole instances, or in whole percent of them',
    fix: 'write it as 1 or 25%',
  }),
  'rolling-stands-still': (facts: { maxSurge: string; maxUnavailable: string }) => ({
    severity: 'error',
    message: `no instance may be added (maxSurge ${facts.maxSurge}) and none may be missing (maxUnavailable ${facts.maxUnavailable})`,
    why: 'a rolling replacement could not begin; Kubernetes refuses such a Deployment',
    fix: 'say maxSurge: 25%, or maxUnavailable: 1 where there is no room for a further instance',
  }),
  'unavailable-too-many': (facts: { maxUnavailable: string }) => ({
    severity: 'error',
    message: `maxUnavailable ${facts.maxUnavailable} is more than all instances`,
    why: 'Kubernetes refuses a Deployment of which more than 100 % may be missing',
    fix: 'write it as 0, 1 or 25%',
  }),
  'weight-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not the share of a step`,
    why: 'a step gives the new version a whole percent of the requests, from 1 to 99; all of them follow the last step by themselves',
    fix: 'write it as 10 or 10 %',
  }),
  'steps-not-growing': (facts: { weight: number; before: number }) => ({
    severity: 'error',
    message: `a step of ${facts.weight} % follows one of ${facts.before} %`,
    why: 'each step gives the new version more requests than the one before',
    fix: 'put the steps into growing order, and say each share once',
  }),
  'increase-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" is not an increase in percent (${facts.what})`,
    why: 'an increase is a number from 0 up: 10 is a tenth more, 100 twice as much',
    fix: 'write it as 10 or 10 %',
  }),
  'decimal-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" is not a number (${facts.what})`,
    why: 'a figure is compared with it',
    fix: 'write it as 0.99, -1 or 1e-3',
  }),
  'token-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" cannot be the name of a ${facts.what}`,
    why: "HTTP takes letters, digits and !#$%&'*+-.^_`|~, at most 128 of them here (RFC 9110, 5.6.2)",
    fix: 'write it as release or X-Account',
  }),
  'sticky-twice': (facts: { cookie: string; header: string }) => ({
    severity: 'error',
    message: `the version of a client is kept by the cookie ${facts.cookie} and by the header ${facts.header}`,
    why: 'the two would send one client to two versions',
    fix: 'say one of them',
  }),
  'flag-name-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" cannot be the name of a feature flag`,
    why: 'flags that are on stand in a header, parted by commas: letters, digits and _ . : / -, at most 128',
    fix: 'write it as new-checkout',
  }),
  'prometheus-url-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text.replace(/\/\/[^/]*@/, '//***@')}" is no address of Prometheus`,
    why: 'it is http:// or https://, a host and perhaps a path; credentials stand in no document',
    fix: 'write it as http://prometheus.example.com:9090, and name the variable that holds a token (tokenVariable)',
  }),
  'prometheus-missing': (facts: { wanted: string }) => ({
    severity: 'error',
    message: `nothing says where Prometheus answers, and ${facts.wanted}`,
    why: 'a figure that nobody can ask for never decides',
    fix: 'say it: prometheus: { url: "http://prometheus.example.com:9090" }',
  }),
  'query-incomplete': (facts: { query: string; missing: string }) => ({
    severity: 'error',
    message: `the query ${facts.query} has no ${facts.missing}`,
    why: 'a query asks Prometheus for a number, which is good from min to max',
    fix: 'write it as { expression: "sum(rate(orders_lost_total[1m]))", max: 0 }',
  }),
  'query-inverted': (facts: { query: string; min: number; max: number }) => ({
    severity: 'error',
    message: `the query ${facts.query} is good from ${facts.min} to ${facts.max}`,
    why: 'no number is as high and as low: each deploy would fail',
    fix: 'exchange min and max',
  }),
  'hook-incomplete': (facts: { hook: string; missing: 'point' | 'command'; points: readonly string[] }) => ({
    severity: 'error',
    message:
      facts.missing === 'command'
        ? `the hook ${facts.hook} has no command`
        : `nothing says when the hook ${facts.hook} runs`,
    why: `a hook is a command that runs at one of these points: ${facts.points.join(', ')}; one that is called like a point runs there`,
    fix: 'write it as { at: migration, command: npm run migrate }',
  }),
  'freeze-time-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is no time at which a freeze begins or ends`,
    why: 'it is a day of the week or a date, and a time of 24 hours',
    fix: 'write it as "fri 16:00", which is each week, or "2026-12-20 00:00"',
  }),
  'freeze-invalid': (facts: { environment: string; freeze: string; reason: string }) => ({
    severity: 'error',
    message: `the freeze ${facts.freeze} of ${facts.environment} cannot be kept: ${facts.reason}`,
    why: 'a freeze has a beginning and a later end, both of the week or both with a date',
    fix: 'write it as { from: "fri 16:00", to: "mon 06:00" } or { from: "2026-12-20 00:00", to: "2027-01-02 00:00" }',
  }),
} as const satisfies Catalogue;
