import { assemble } from '../../../../model/assemble.ts';
import type { Reading } from '../../../../model/facts.ts';
import { readNative } from '../index.ts';

export const read = (text: string): Reading =>
  readNative({ kind: 'service', file: 'devops-flow.yaml', text });

export const projectOf = (text: string) => {
  const reading = read(text);
  const { sourced, problems } = assemble([reading]);
  return { project: sourced.project, origins: sourced.origins, problems, reading };
};
