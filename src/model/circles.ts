import { type Problem, problem } from '../errors/index.ts';
import type { Origins } from './origins.ts';
import type { Project } from './service.ts';

/** Services that wait for each other never start: one problem for each circle, at one of its dependencies. */
export function checkCircles({ services }: Project, origins: Origins): Problem[] {
  const waits = new Map(services.map(({ name, dependencies }) => [name, dependencies.map(one => one.name)]));
  const done = new Set<string>();
  const problems: Problem[] = [];
  for (const { name } of services) {
    const circle = circleFrom(name, waits, done);
    if (!circle) continue;
    const prefix = services.length === 1 ? 'service' : `services.${circle[0]}`;
    const origin = origins.get(`${prefix}.dependencies.${circle[1]}.name`);
    const place = origin?.from === 'document' ? { at: origin.at } : {};
    problems.push(problem('dependency-circle', { services: circle }, place));
  }
  return problems;
}

/** The first circle that is reached from a service, its first name again at its end. Without recursion: chains are long. */
function circleFrom(
  start: string,
  waits: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
): readonly string[] | undefined {
  const open = [{ name: start, next: 0 }];
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const following = done.has(top.name) ? undefined : waits.get(top.name)?.[top.next];
    top.next += 1;
    if (following === undefined) {
      done.add(top.name);
      open.pop();
    } else if (waits.has(following)) {
      const names = open.map(({ name }) => name);
      const at = names.indexOf(following);
      if (at < 0) open.push({ name: following, next: 0 });
      else {
        for (const name of names) done.add(name);
        return [...names.slice(at), following];
      }
    }
  }
  return undefined;
}
