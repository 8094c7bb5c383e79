import type { Objects } from './render.ts';

/** What one set of objects has otherwise than another: a line for each place. */
export function differences(one: Objects, other: Objects): readonly string[] {
  const titles = [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted();
  return titles.flatMap(title => inside(title, one[title], other[title]));
}

function inside(path: string, one: unknown, other: unknown): readonly string[] {
  if (isNode(one) && isNode(other) && Array.isArray(one) === Array.isArray(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap(key => inside(`${path}/${key}`, one[key], other[key]));
  }
  return one === other ? [] : [`${path}: ${shown(one)} is not ${shown(other)}`];
}

const isNode = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const shown = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
