import { expect } from 'vitest';
import { Folder, lineWith } from './command-line.ts';

export const spec = 'docs/09_SPEC/SPEC-01_orders.yaml';

/** The documents of the example in a folder of their own. */
export function ordersProject(): Folder {
  const folder = new Folder();
  folder.copyExample('orders/docs', 'docs');
  return folder;
}

/** The same, with all that is generated from them. */
export function generatedProject(): Folder {
  const folder = ordersProject();
  expect(folder.run('generate').status).toBe(0);
  return folder;
}

export const moreMemory = (folder: Folder): void => folder.edit(spec, 'memory: "256Mi"', 'memory: "512Mi"');

/** How a plan says what moreMemory changed. */
export const memoryCause = (folder: Folder) => ({
  field: 'service.resources.limits.memory',
  old: '256Mi',
  new: '512Mi',
  at: expect.objectContaining({ file: spec, line: lineWith(folder.read(spec), 'memory: "512Mi"') }),
});
