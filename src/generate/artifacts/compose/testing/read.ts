import { parse } from 'yaml';
import { ordersWith } from '../../../../../test/fixtures/orders.ts';
import { textsOf } from '../../../../../test/fixtures/parsed.ts';
import type { Variable } from '../../../../model/container.ts';
import type { Resource } from '../../../../model/resource.ts';
import type { Project, Service } from '../../../../model/service.ts';
import { compose } from '../index.ts';

export const files = (project: Project) => textsOf(compose.emit(project, {}));
export const text = (project: Project) => files(project)['compose.yaml'] ?? '';

export interface Entry {
  readonly image?: string;
  readonly build?: unknown;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { condition: string; required?: boolean }>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly networks?: unknown;
  readonly network_mode?: string;
  readonly volumes?: readonly unknown[];
  readonly tmpfs?: readonly string[];
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_add?: readonly string[];
}
interface ComposeFile {
  readonly name: string;
  readonly services: Readonly<Record<string, Entry>>;
  readonly networks: unknown;
  readonly volumes?: unknown;
}
export const read = (project: Project) => parse(text(project)) as ComposeFile;
export const entry = (project: Project, name: string) => read(project).services[name];

export const database = (type: string, more: object = {}): Resource => ({
  kind: 'database',
  name: 'db',
  type,
  params: [],
  annotations: [],
  ...more,
});
export const cache = { kind: 'cache', name: 'cache', type: 'Redis', params: [], annotations: [] } as const;
export const withResources = (resources: readonly Resource[], changes: Partial<Service> = {}): Project => ({
  ...ordersWith(changes),
  resources,
});
export const secret = (name: string, reference?: string): Variable => ({
  name,
  required: true,
  sensitive: true,
  ...(reference !== undefined && { reference }),
});
