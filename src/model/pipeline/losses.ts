import type { Job, Pipeline, Step } from '../pipeline.ts';
import { plain } from '../traced.ts';
import { type PipelineProduct, productTitles } from './product.ts';

/** Something that the pipeline asks for and a product has no way to say. */
export interface Loss {
  /** The jobs that it is asked for in. */
  readonly jobs: readonly string[];
  readonly what: string;
  /** What stands in its place, or what can be done about it. */
  readonly instead: string;
}

interface Rule {
  readonly products: readonly PipelineProduct[];
  readonly asks: (job: Job) => boolean;
  readonly what: string;
  readonly instead: string;
}

const has = (kind: Step['kind']) => (job: Job) => job.steps.some(step => step.kind === kind);
const others: readonly PipelineProduct[] = ['gitlab-ci', 'jenkins', 'circleci', 'azure-pipelines'];

const rules: readonly Rule[] = [
  {
    products: others,
    asks: has('review-dependencies'),
    what: 'which dependencies a change brings in',
    instead: 'the jobs audit and security judge all dependencies, old and new',
  },
  {
    products: others,
    asks: has('attest-image'),
    what: 'an attestation by the product itself of what it built',
    instead: 'the provenance that BuildKit attaches stands alone, under the signature of the image',
  },
  {
    products: ['jenkins', 'circleci', 'azure-pipelines'],
    asks: has('sign-image'),
    what: 'a signature by the identity of the run',
    instead: 'a key signs: COSIGN_PRIVATE_KEY and COSIGN_PASSWORD',
  },
  {
    products: ['jenkins'],
    asks: job => job.cache !== undefined,
    what: 'a cache between runs',
    instead: 'packages are fetched again; an agent that keeps its workspace has them',
  },
  {
    products: ['jenkins'],
    asks: job => job.exclusive !== undefined,
    what: 'a lock for one environment alone',
    instead: 'builds of one branch wait for each other, and the scripts hold a lock',
  },
  {
    products: ['azure-pipelines'],
    asks: job => job.exclusive !== undefined,
    what: 'a lock that no setting is needed for',
    instead: 'add the check "Exclusive lock" to each environment; runs then wait in their order',
  },
  {
    products: ['circleci'],
    asks: job => job.approval === undefined && isSayable(job),
    what: 'the time that a job may take',
    instead: 'a step that is silent for that long is ended, and the plan limits the job',
  },
  {
    products: ['circleci'],
    asks: job => job.when.on === 'release',
    what: 'whether a build is of a pull request',
    instead: 'branches other than the released one are built as pull requests are',
  },
];

/** What is lost when a product prints the pipeline, each with the jobs that it is lost from. */
export function lossesOf(product: PipelineProduct, { jobs }: Pipeline): readonly Loss[] {
  return rules
    .filter(({ products }) => products.includes(product))
    .map(({ asks, what, instead }) => ({ jobs: jobs.filter(asks).map(({ id }) => plain(id)), what, instead }))
    .filter(loss => loss.jobs.length > 0);
}

/** Comment lines, without the sign that begins a comment. */
export function lossLines(product: PipelineProduct, pipeline: Pipeline): readonly string[] {
  const losses = lossesOf(product, pipeline);
  if (losses.length === 0) return [];
  return [
    `${productTitles[product]} has no way to say:`,
    ...losses.map(({ jobs, what, instead }) => `- ${what} (${jobs.join(', ')}): ${instead}.`),
  ];
}

/** The job has something to do that the product can be told: commands, or a person to ask. */
export const isSayable = (job: Job): boolean =>
  job.approval !== undefined || !job.steps.some(({ kind }) => kind === 'review-dependencies');
