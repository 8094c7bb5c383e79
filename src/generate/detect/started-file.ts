import { isManager, readManifest } from './languages/node-manifest.ts';
import { has, type Repository } from './repository.ts';

/** The file that a command starts, also by a script of package.json or as a module of Python. */
export function startedFile(repository: Repository, words: readonly string[]): string | undefined {
  const [program = '', run = '', script = ''] = words;
  if (isManager(program)) {
    const text = readManifest(repository)?.scripts.get(run === 'run' ? script : run)?.value;
    // A script that calls another by its manager is not followed.
    const called = text?.split(/\s+/).filter(word => !isManager(word));
    return called && startedFile(repository, called);
  }
  const module = words[words.indexOf('-m') + 1];
  if (words.includes('-m') && module !== undefined) {
    const file = `${module.replaceAll('.', '/')}.py`;
    if (has(repository, file)) return file;
  }
  const bare = words.map(word => word.replace(/^\.\//, ''));
  return bare.find(word => has(repository, word)) ?? bare.find(word => isProgram.test(word));
}

const isProgram = /^[^\s=-][^\s=]{0,200}\.(?:[cm]?[jt]s|py|rb|php)$/;
