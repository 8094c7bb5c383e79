import type { Catalogue } from './problem.ts';
import { didYouMean, list } from './words.ts';

/** What a product that runs pipelines cannot do, what documents say of it that does not fit together, and running one here. */
export const pipelineErrors = {
  'pipeline-products-several': (facts: {
    named: readonly { readonly name: string; readonly product: string | undefined }[];
  }) => ({
    severity: 'error',
    message: `the services of this project name different products for their pipelines: ${facts.named.map(({ name, product }) => `${name} ${product ?? 'none'}`).join(', ')}`,
    why: 'the pipelines of a project stand where one product looks for them',
    fix: 'name one in automation.pipeline for all of them, or choose with --type',
  }),
  'pipeline-not-said': (facts: { product: string; what: readonly string[] }) => ({
    severity: 'note',
    message: `${facts.product} has no way to say ${facts.what.join('; ')}`,
    why: 'the products that run pipelines do not offer the same',
    fix: 'read at the top of the file what stands in its place',
  }),
  'pipeline-image-moves': (facts: { job: string; image: string }) => ({
    severity: 'warning',
    message: `${facts.job} runs in ${facts.image}, which is another image tomorrow`,
    why: 'an image that moves changes what a pipeline does without a commit (CKV_CIRCLECIPIPELINES_1, CKV_AZUREPIPELINES_1)',
    fix: 'name an exact tag or a digest',
  }),
  'jenkins-script-filled-in': () => ({
    severity: 'warning',
    message: 'a script of sh stands in double quotes',
    why: 'Groovy fills in what begins with a dollar, secrets too, before the shell sees it: they then stand in the process list and in the log',
    fix: 'use single quotes, and read values from variables of the environment',
  }),
  'job-unknown': (facts: { name: string; known: readonly string[]; suggestion: string | undefined }) => ({
    severity: 'error',
    message: `the pipeline has no stage and no job "${facts.name}"`,
    why: 'a part of the pipeline is run by the name of its stage or of its job',
    fix: didYouMean(facts.suggestion, `name one of ${list(facts.known)}, or none for all of them`),
  }),
  'job-failed': (facts: { job: string; reason: string; log: string }) => ({
    severity: 'error',
    message: `${facts.job} failed: ${facts.reason}`,
    why: 'the pipeline would stop here too, and nothing behind it would run',
    fix: `read ${facts.log}, mend it, and run devops-flow pipeline run again`,
  }),
} as const satisfies Catalogue;
