import { combineTexts, plain, type Text, text } from '../../../model/traced.ts';
import type { ResourceView } from '../../../model/views.ts';
import type { Part } from '../shared/infrastructure/parts.ts';
import type { Stack } from '../shared/infrastructure/stack.ts';
import { hasName } from '../shared/infrastructure/stores.ts';
import { markdownText } from '../shared/markdown.ts';

/** What the documents ask for, and the modules that it became. */
export function resourceTable(stack: Stack, parts: ReadonlySet<Part>): readonly Text[] {
  const { resources } = stack;
  if (resources.length === 0) return [];
  const rows = resources.map(resource => {
    const modules = modulesOf(resource, stack, parts);
    const made = modules.length > 0 ? modules.map(name => `\`modules/${name}\``).join(', ') : 'not made here';
    return text`| ${markdownText(resource.name)} | ${markdownText(said(resource))} | ${made} |`;
  });
  return ['| the documents ask for | as | here |', '|---|---|---|', ...rows];
}

/** The parts of a network say more than its type. */
function said(resource: ResourceView): Text {
  const components = resource.kind.value === 'network' && 'components' in resource ? resource.components : [];
  if (components.length === 0) return resource.type;
  return combineTexts(components, () => components.map(plain).join(', '));
}

function runnerOf(parts: ReadonlySet<Part>): string {
  if (parts.has('functions')) return 'functions';
  if (parts.has('machines')) return 'machines';
  return parts.has('cluster') ? 'cluster' : 'compute';
}

function modulesOf(resource: ResourceView, { stores }: Stack, parts: ReadonlySet<Part>): readonly string[] {
  const { kind, name } = resource;
  if (kind.value === 'compute') return [runnerOf(parts)];
  if (kind.value === 'network') return parts.has('ingress') ? ['vpc', 'load_balancer'] : ['vpc'];
  const kinds = [
    ['database', stores.databases],
    ['cache', stores.caches],
    ['table', stores.tables],
    ['queue', stores.queues],
    ['storage', stores.buckets],
    ['file_system', parts.has('files') ? stores.fileSystems : []],
    ['machines', parts.has('machines') ? stores.disks : []],
  ] as const;
  return kinds.filter(([, list]) => hasName(list, name)).map(([module]) => module);
}
