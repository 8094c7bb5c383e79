import { expect } from 'vitest';
import type { ComposeContext, OtherFile } from '../context.ts';
import { readCompose } from '../index.ts';

export type Files = Readonly<Record<string, string>>;

/** Reads a project whose other files are these. */
export function read(text: string, files: Files = {}, variables: Files = {}) {
  const asked = new Map<string, OtherFile>();
  const context: ComposeContext = { others: asked, environment: new Map(Object.entries(variables)) };
  for (let round = 0; round < 60; round += 1) {
    const reading = readCompose({ kind: 'compose', file: 'compose.yaml', text }, context);
    const open = reading.needs.filter(need => need.kind === 'file' && !asked.has(need.path));
    if (open.length === 0) return reading;
    expect([reading.facts, reading.unused, reading.problems]).toEqual([[], [], []]);
    for (const need of open) {
      if (need.kind !== 'file') continue;
      const found = Object.hasOwn(files, need.path) ? files[need.path] : undefined;
      asked.set(need.path, found === undefined ? 'missing' : { text: found });
    }
  }
  throw new Error('the reader asks without end');
}

/** A project of one service with these lines beside its image. */
export const service = (lines: string): string =>
  `services:\n  a:\n    image: x:1\n    ${lines.replaceAll('\n', '\n    ')}\n`;
