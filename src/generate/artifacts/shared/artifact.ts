import type { Problem } from '../../../errors/index.ts';
import type { Pins } from '../../../model/pins.ts';
import type { PipelineProduct } from '../../../model/pipeline/product.ts';
import type { Project } from '../../../model/service.ts';
import type { ServiceView } from '../../../model/views.ts';

export type Family =
  | 'docker'
  | 'compose'
  | 'kubernetes'
  | 'kustomize'
  | 'helm'
  | 'strategies'
  | 'mesh'
  | 'gitops'
  | 'secrets'
  | 'policies'
  | 'terraform'
  | 'cloudformation'
  | 'arm'
  | 'pulumi'
  | 'ansible'
  | 'scripts'
  | 'pipelines'
  | 'tests';

/** The kinds that are YAML as they stand, whatever product reads them. */
export const yamlKinds = [
  'compose',
  'kubernetes',
  'kustomization',
  'github-workflow',
  'gitlab-ci',
  'circleci',
  'azure-pipelines',
  'ansible',
  'cloudformation',
  'yaml',
] as const;

export type YamlKind = (typeof yamlKinds)[number];

export const isYamlKind = (kind: ArtifactKind): kind is YamlKind => yamlKinds.some(yaml => yaml === kind);

/** The language of a file: what it must parse as and who encodes values in it. */
export type ArtifactKind =
  | YamlKind
  | 'dockerfile'
  | 'dockerignore'
  | 'nginx'
  /** NAME=value, one a line, as Compose and shells read them. */
  | 'dotenv'
  /** A text of Go templates, by whose rendering it means something; `helm-template` gives Kubernetes objects. */
  | 'helm-template'
  | 'helm-text'
  | 'shell'
  /** Terraform: configuration, variables and tests. */
  | 'hcl'
  /** Templates of Azure Resource Manager, in JSON. */
  | 'arm'
  | 'jenkinsfile'
  | 'javascript'
  | 'typescript'
  | 'python'
  | 'go'
  | 'java'
  | 'ruby'
  | 'php'
  | 'csharp'
  | 'rust'
  /** Rules of Open Policy Agent, and their tests. */
  | 'rego'
  /** A project file of .NET. */
  | 'msbuild'
  | 'json'
  | 'markdown'
  /** Of no language that is known here. */
  | 'text';

/** `managed`: ours, edits are kept and reported. `once`: written when absent. `yours`: read and checked, never written. */
export type Ownership = 'managed' | 'once' | 'yours';

/** Lines `from` to `to` (from 1, inclusive) show the value of `field`. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly field: string;
}

/** One file, as a value. `path` is relative to the family's folder, with forward slashes, never leaving it. */
export interface Artifact {
  readonly family: Family;
  readonly path: string;
  readonly kind: ArtifactKind;
  readonly content: string;
  readonly mode: 0o644 | 0o755;
  readonly ownership: Ownership;
  readonly spans: readonly Span[];
  /** How many operations of overrides it was changed by; absent for none. */
  readonly patches?: number;
}

export interface EmitOptions {
  /** Pipelines: the product to print for; the one that the documents name unless given. */
  readonly pipelineType?: PipelineProduct;
  /** Where files of one family look for those of another, below the output folder; the usual folders unless given. */
  readonly folders?: Readonly<Record<Family, string>>;
  /** The folder above those, below the top of the project; that itself unless given. */
  readonly output?: string;
  /** Digests and commits that the project has recorded; none unless given. */
  readonly pins?: Pins;
}

/** Pure: the same project and options give the same bytes, sorted by path. */
export interface Emitter {
  readonly id: string;
  readonly family: Family;
  /** The field without which nothing is made for a service. */
  readonly needs?: 'repository';
  /** What else keeps it from making something. */
  refusals?(project: Project): readonly Problem[];
  emit(project: Project, options: EmitOptions): Artifact[];
  /** The same of one service, where no file is of several. */
  readonly emitOne?: EmitOne;
  /** Fields that the language of the files has no way to say, and that another family may well say. */
  unsaid?(project: Project): string[];
}

/** `service` is one of the traced view of the project. */
export type EmitOne = (service: ServiceView, project: Project, options: EmitOptions) => Artifact[];
