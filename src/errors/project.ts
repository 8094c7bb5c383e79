import type { Catalogue } from './problem.ts';
import { didYouMean, list } from './words.ts';

/** What documents say that cannot all hold, or that none of them says. */
export const projectErrors = {
  'dependency-circle': (facts: { services: readonly string[] }) => ({
    severity: 'error',
    message: `services wait for each other: ${facts.services.slice(0, 12).join(' -> ')}`,
    why: 'each starts after what it depends on, so none of them ever starts',
    fix: 'take one of these dependencies out; what may be missing at first is no dependency',
  }),
  'services-several': (facts: {
    services: readonly { readonly name: string; readonly files: readonly string[] }[];
  }) => ({
    severity: 'note',
    message: `the documents describe ${facts.services.length} services: ${facts.services
      .slice(0, 8)
      .map(({ name, files }) => `${name} (${files.join(', ')})`)
      .join(', ')}`,
    why: 'documents that name a service alike are about one; each further name is a further service',
    fix: 'is it one service? give it one name in all documents, or say --name',
  }),
  'language-assumed': (facts: { service: string; language: string }) => ({
    severity: 'warning',
    message: `no document says in which language ${facts.service} is written: ${facts.language} is assumed`,
    why: 'the language decides how the image is built and the sources are checked',
    fix: 'say it in the document (language: go), with --language, or let `devops-flow init` find it',
  }),
  contradiction: (facts: { field: string; used: string; ignored: string; where: string; rule: string }) => ({
    severity: 'warning',
    message: `${facts.field} is "${facts.ignored}" here and "${facts.used}" in ${facts.where}`,
    why: `two statements about one field: ${facts.rule}`,
    fix: 'make both the same, or remove one',
  }),
  'image-tag-taken': (facts: { image: string; tag: string; listedOn: string }) => ({
    severity: 'note',
    message: `the image ${facts.image} has no tag: ${facts.tag} is taken`,
    why: `it is the newest of ${facts.listedOn}; without a tag a rollback would not bring the old image back (DL3006, CKV_K8S_14)`,
    fix: 'if you mean another one, name its tag in the document',
  }),
  'script-environment-unknown': (facts: {
    name: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'warning',
    message: `"${facts.name}" is not an environment of this project`,
    why: `the documents name these environments: ${list(facts.known)}`,
    fix: didYouMean(facts.suggestion, 'use one of these, or add it to the environments'),
  }),
  'scaling-inverted': (facts: { min: number; max: number }) => ({
    severity: 'error',
    message: `the service scales from ${facts.min} down to ${facts.max} instances`,
    why: 'the smallest number of instances may not exceed the largest',
    fix: 'exchange the two numbers, or raise the largest',
  }),
  'replicas-over-maximum': (facts: { environment: string; replicas: number; max: number }) => ({
    severity: 'warning',
    message: `${facts.environment} asks for ${facts.replicas} replicas, scaling ends at ${facts.max}`,
    why: 'an autoscaler would remove the surplus at once',
    fix: 'raise the largest number of instances, or ask for fewer replicas',
  }),
  'request-over-limit': (facts: { what: string; request: string; limit: string }) => ({
    severity: 'error',
    message: `the ${facts.what} request ${facts.request} is more than the limit ${facts.limit}`,
    why: 'an instance would ask for more than it may use; Kubernetes refuses it',
    fix: 'lower the request or raise the limit',
  }),
  'limit-over-compute': (facts: { what: string; limit: string; available: string }) => ({
    severity: 'warning',
    message: `the ${facts.what} limit ${facts.limit} is more than an instance has (${facts.available})`,
    why: 'the documents say what one instance of the compute resource has',
    fix: 'lower the limit of the service, or enlarge the compute resource',
  }),
  'budget-alert-mismatch': (facts: { percent: number; monthly: number; amount: number }) => ({
    severity: 'warning',
    message: `${facts.percent} % of ${facts.monthly} is ${(facts.percent * facts.monthly) / 100}, not ${facts.amount}`,
    why: 'the alert of a budget is given twice, as a share and as an amount; the share is used',
    fix: 'correct one of the two',
  }),
} as const satisfies Catalogue;
