import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { runProgram } from '../../src/generate/checks/tools/run-program.ts';

export interface Programs {
  readonly helm: string;
  readonly kustomize: string;
}

export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
}

/** By kind and name. */
export type Objects = Readonly<Record<string, KubernetesObject>>;

interface Rendered {
  readonly objects: Objects;
  readonly faults: readonly string[];
}

export function renderManifests(folder: string): Objects {
  const files = readdirSync(folder).filter(name => name.endsWith('.yaml'));
  return byTitle(files.flatMap(name => read(readFileSync(join(folder, name), 'utf8'))));
}

export const renderOverlay = (tools: Programs, folder: string): Promise<Rendered> =>
  render([tools.kustomize, 'build', folder]);

/** The chart with its namespace, unless `more` says otherwise; without what `helm test` runs. */
export async function renderChart(
  tools: Programs,
  folder: string,
  values: string,
  namespace: string,
  more: readonly string[] = ['--set', 'namespace.create=true'],
): Promise<Rendered> {
  // Helm takes a comma in a path for the end of it: the chart is named from where it stands.
  const file = ['--values', values];
  const lint = await runProgram([tools.helm, 'lint', '--strict', ...file, ...more, '.'], { cwd: folder });
  const faults = lint.code === 0 ? [] : [lint.stdout + lint.stderr];
  const release = folder.slice(folder.lastIndexOf('/') + 1);
  const argv = [tools.helm, 'template', release, '.', '--namespace', namespace, '--skip-tests'];
  const { objects, faults: others } = await render([...argv, ...file, ...more], folder);
  return { objects, faults: [...faults, ...others] };
}

async function render(argv: readonly string[], cwd = '.'): Promise<Rendered> {
  const { code, stdout, stderr } = await runProgram(argv, { cwd });
  if (code !== 0) return { objects: {}, faults: [`${argv.join(' ')}: ${stderr.trim()}`] };
  return { objects: byTitle(read(stdout)), faults: [] };
}

const read = (text: string): readonly KubernetesObject[] =>
  parseAllDocuments(text).flatMap(document => {
    const value = document.toJS() as KubernetesObject | null;
    return value === null ? [] : [withoutHooks(value)];
  });

/** How Helm treats an object is no part of it. */
function withoutHooks(object: KubernetesObject): KubernetesObject {
  const { annotations, ...metadata } = object.metadata;
  if (!annotations) return object;
  const kept = Object.entries(annotations).filter(([key]) => !key.startsWith('helm.sh/'));
  return {
    ...object,
    metadata: kept.length > 0 ? { ...metadata, annotations: Object.fromEntries(kept) } : metadata,
  };
}

const byTitle = (objects: readonly KubernetesObject[]): Objects =>
  Object.fromEntries(objects.map(object => [`${object.kind} ${object.metadata.name}`, object]));
