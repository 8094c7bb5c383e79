/**
 * `before` of a container names those that wait for it: `before: {app: {ready: complete}}` in `migrate` lets app start
 * when migrate has ended well (score-spec/spec 104; internal/compose/convert.go of score-compose).
 */
import { problem } from '../../../errors/index.ts';
import { nearest } from '../../../model/names.ts';
import type { Container } from './container.ts';
import { child, entriesOf, type Sheet, scalar } from './sheet.ts';

/** States for each container that waits what it waits for. `service` is what the main container is called. */
export function readBefore(containers: readonly Container[], service: string, sheet: Sheet): void {
  const byName = new Map(containers.map(container => [container.name, container]));
  const edges = new Map<string, readonly string[]>();
  for (const first of containers) {
    const waiting = entriesOf(child(first.node, 'before')).flatMap(([name, { key, node }]) => {
      const other = byName.get(name);
      if (other === undefined || other === first) {
        sheet.report({ ...wrong(first, name, byName), at: key.at });
        return [];
      }
      const ready = scalar(node, 'ready');
      if (!ready) return [name];
      if (ready.token.text === 'healthy' && !hasProbe(first)) {
        const facts = { container: first.name, waiting: name };
        sheet.report(problem('score-before-unprobed', facts, { at: ready.token.at }));
      }
      const awaited = first.isMain ? service : first.name;
      const dependency = [...other.path, 'dependencies', { name: awaited }];
      sheet.stateKey([...dependency, 'name'], awaited, first.key);
      sheet.state([...dependency, 'until'], ready.token.text, ready);
      sheet.stateKey([...dependency, 'required'], true, key);
      return [name];
    });
    edges.set(first.name, waiting);
  }
  reportCycle(edges, byName, sheet);
}

function wrong(first: Container, name: string, byName: ReadonlyMap<string, Container>) {
  if (name === first.name) return problem('score-before-itself', { container: name });
  const others = [...byName.keys()].filter(other => other !== first.name).slice(0, 100);
  const facts = { container: first.name, name, suggestion: nearest(name, others) };
  return problem('score-before-unknown', facts);
}

const hasProbe = ({ node }: Container) =>
  child(node, 'readinessProbe') !== undefined || child(node, 'livenessProbe') !== undefined;

/** Reports the first cycle, if there is one: containers that nobody waits for are taken off until none is left. */
function reportCycle(
  edges: ReadonlyMap<string, readonly string[]>,
  byName: ReadonlyMap<string, Container>,
  sheet: Sheet,
): void {
  const open = new Map([...edges].map(([name, next]) => [name, next.length]));
  const sources = new Map<string, string[]>();
  for (const [name, next] of edges)
    for (const other of next) sources.set(other, [...(sources.get(other) ?? []), name]);
  const ends = [...open].flatMap(([name, count]) => (count === 0 ? [name] : []));
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    open.delete(end);
    for (const name of sources.get(end) ?? []) {
      const left = (open.get(name) ?? 0) - 1;
      open.set(name, left);
      if (left === 0) ends.push(name);
    }
  }
  const cycle = cycleIn(open, edges);
  const at = byName.get(cycle[0] ?? '')?.key.at;
  if (cycle.length > 0)
    sheet.report(problem('score-before-cycle', { containers: cycle }, at === undefined ? {} : { at }));
}

/** Every container that is left leads to another that is left: following them ends in a cycle. */
function cycleIn(
  left: ReadonlyMap<string, number>,
  edges: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const trail: string[] = [];
  const seen = new Set<string>();
  for (let [name] = left.keys(); name !== undefined; name = edges.get(name)?.find(next => left.has(next))) {
    trail.push(name);
    if (seen.has(name)) return trail.slice(trail.indexOf(name));
    seen.add(name);
  }
  return [];
}
