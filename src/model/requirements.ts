/** What documents require of the delivery: scripts, playbooks, observability, security, cost, automation, tasks. */
import type { PipelineProduct } from './pipeline/product.ts';

export interface ScriptRequirement {
  readonly name: string;
  readonly purpose: string;
  readonly automation: string;
  /** Environment names, or ["all"]. */
  readonly environments: readonly string[];
}

/** A line of a "Standards" list: `**Name**: value`. */
export interface Standard {
  readonly name: string;
  readonly value: string;
}

export interface PlaybookRequirement {
  readonly name: string;
  readonly purpose: string;
  readonly target: string;
  readonly variables: readonly string[];
  readonly tags: readonly string[];
}

export interface ObservabilityRequirement {
  /** logging, metrics, tracing, dashboards. */
  readonly name: string;
  readonly tool: string;
  /** What is collected: formats, quantiles, sample rates. */
  readonly signals: readonly string[];
  readonly retentionDays?: number;
  readonly alerts: readonly string[];
}

export interface SecurityRequirement {
  readonly name: string;
  readonly requirement: string;
  readonly tool: string;
  readonly verification: readonly string[];
}

export interface Budget {
  readonly name: string;
  readonly monthly: number;
  readonly currency: string;
  readonly alertPercent?: number;
  readonly alertAmount?: number;
  readonly optimization: string;
}

export interface Automation {
  readonly level: string;
  /** What runs the pipeline; GitHub Actions where it is absent. */
  readonly pipeline?: PipelineProduct;
  /** How often a step that failed for a passing reason is tried again. */
  readonly retries?: number;
  readonly workflow: readonly string[];
  readonly validation: readonly { readonly name: string; readonly requirements: readonly string[] }[];
}

/** A line of the checklist of a TASKS document. */
export interface Task {
  /** Its id, such as "TASKS-01.3"; its number in the document where it has none. */
  readonly name: string;
  readonly title: string;
  readonly done: boolean;
  /** The heading that it stands below. */
  readonly section: string;
  /** What shows that it is done, as the document says it. */
  readonly evidence?: string;
}

export interface DocumentReference {
  readonly name: string;
  readonly kind:
    | 'service'
    | 'req'
    | 'spec'
    | 'adr'
    | 'tasks'
    | 'score'
    | 'compose'
    | 'thresholds'
    | 'options';
  readonly file: string;
}
