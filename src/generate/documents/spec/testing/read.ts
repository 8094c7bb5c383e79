import type { Reading } from '../../../../model/facts.ts';
import { readSpec } from '../index.ts';

export const read = (text: string, file = 'SPEC-01.yaml'): Reading => readSpec({ kind: 'spec', file, text });
export const facts = ({ facts }: Reading): string[] =>
  facts.map(({ field, value, at }) => `${field} = ${String(value)} @${at.line}:${at.column}+${at.length}`);
export const problems = ({ problems }: Reading): string[] =>
  problems.map(({ id, at, message }) => `${id} ${at?.line}:${at?.column} ${message}`);
