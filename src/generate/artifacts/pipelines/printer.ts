import type { Pipeline } from '../../../model/pipeline.ts';
import type { Text } from '../../../model/traced.ts';
import type { ArtifactKind } from '../shared/artifact.ts';

/** The pipeline of one service; `folder` is "" or its name and a slash, where a project has several. */
export interface ServicePipeline {
  readonly folder: string;
  readonly pipeline: Pipeline;
}

export interface PipelineFile {
  /** Below the folder in which the product looks for its pipelines. */
  readonly path: string;
  readonly lines: readonly Text[];
}

/** How a product is told: some products read one file for a whole repository, others one for each pipeline. */
export interface Printer {
  readonly kind: ArtifactKind;
  /** What a comment begins with. */
  readonly comment: '#' | '//';
  readonly print: (services: readonly ServicePipeline[]) => readonly PipelineFile[];
}
