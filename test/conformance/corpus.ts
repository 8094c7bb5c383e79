import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from './stack.ts';

/** The documents of others; none where the folder that holds them is not named. */
export function ofCorpus(corpus: string | undefined): readonly Stack[] {
  if (corpus === undefined || !existsSync(corpus)) return [];
  const copied = (file: string, name: string) => (folder: string) =>
    cpSync(join(corpus, file), join(folder, name), { recursive: true });
  const scores = filesIn(join(corpus, 'score'), /\.yaml$/).map(file => ({
    name: file.replace(/_score|\.yaml$/g, ''),
    options: ['--score', 'score.yaml'],
    layOut: copied(join('score', file), 'score.yaml'),
  }));
  // What is generated for development from the Compose files of others.
  const composed = filesIn(join(corpus, 'compose'), /\.ya?ml$/).map(file => ({
    name: `compose ${file.replace(/_compose\.ya?ml$/, '')}`,
    options: ['--compose', 'compose.yaml', '--family', 'compose'],
    layOut: copied(join('compose', file), 'compose.yaml'),
  }));
  const req = {
    name: 'REQ-02',
    options: ['--req', 'REQ-02_deployment_requirements_example.md'],
    layOut: copied('sdd', '.'),
  };
  return [req, ...scores, ...composed];
}

const filesIn = (folder: string, form: RegExp): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter(file => form.test(file)) : [];
