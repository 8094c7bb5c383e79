import type { Catalogue } from './problem.ts';

const examples = {
  database: 'PostgreSQL 16',
  cache: 'Redis 8',
  queue: 'RabbitMQ 4',
  storage: 'S3',
  compute: 'ECS Fargate',
};

/** What can be wrong with the decisions of ADRs, and what can contradict them. */
export const adrErrors = {
  'adr-missing': (facts: { id: string; decides: string }) => ({
    severity: 'warning',
    message: `${facts.id} is not there, so ${facts.decides}`,
    why: 'cloud, compute, database, cache, queue and storage are decisions of ADRs; without one the next source decides',
    fix: 'add the file that is linked here, or name it with --adr',
  }),
  'adr-not-accepted': (facts: { id: string; status: string }) => ({
    severity: 'warning',
    message: `${facts.id} is "${facts.status}": its decision does not count`,
    why: 'only an accepted (or approved) ADR decides',
    fix: 'accept the ADR, or take out what refers to it',
  }),
  'adr-undecided': (facts: { id: string; subject: keyof typeof examples }) => ({
    severity: 'note',
    message: `${facts.id} is about the ${facts.subject}, and its decision names none that is known`,
    why: `the section Decision says which product was chosen, such as "**${examples[facts.subject]}** is selected"`,
    fix: `write a line such as "**${facts.subject[0]?.toUpperCase()}${facts.subject.slice(1)}**: ${examples[facts.subject]}" into the decision`,
  }),
  'adr-contradicted': (facts: {
    said: string;
    subject: string;
    adr: string;
    decided: string;
    where: string;
  }) => ({
    severity: 'warning',
    message: `"${facts.said}" contradicts ${facts.adr}, which decides "${facts.decided}" at ${facts.where}`,
    why: `the ${facts.subject} is the decision of an accepted ADR; what stands here is generated all the same`,
    fix: `write what ${facts.adr} decides, or supersede it by another ADR`,
  }),
} as const satisfies Catalogue;
