import type { Catalogue } from './problem.ts';

/** What a product that runs pipelines cannot do, and what documents say of it that does not fit together. */
export const pipelineErrors = {
  'pipeline-products-several': (facts: {
    named: readonly { readonly name: string; readonly product: string | undefined }[];
  }) => ({
    severity: 'error',
    message: `the services of this project name different products for their pipelines: ${facts.named.map(({ name, product }) => `${name} ${product ?? 'none'}`).join(', ')}`,
    why: 'the pipelines of a project stand where one product looks for them',
    fix: 'name one in automation.pipeline for all of them, or choose with --type',
  }),
  'pipeline-not-said': (facts: { product: string; job: string; what: string; instead: string }) => ({
    severity: 'note',
    message: `${facts.product} has no way to say ${facts.what} (${facts.job})`,
    why: 'the products that run pipelines do not offer the same',
    fix: facts.instead,
  }),
} satisfies Catalogue;
