import { type Adapter, below } from './adapter.ts';

/**
 * Loads the file as `docker compose up` does, but for the values that a developer gives: no Engine is needed. Several
 * files would be laid over each other, so it has those of one project.
 */
export const dockerCompose: Adapter = {
  tool: 'docker-compose',
  kinds: ['compose'],
  comparesFiles: true,
  argv: ({ pathOf, files }) => [
    pathOf('docker-compose'),
    ...files.flatMap(file => ['--file', file]),
    '--profile',
    '*',
    'config',
    '--no-interpolate',
    '--quiet',
  ],
  findings: ({ code, stderr }, { root, files: [file = ''] }) => {
    if (code === 0) return [];
    const message = stderr.trim();
    if (code !== 1 || message === '') throw new Error(message);
    return [{ id: 'config', message: message.replace(`${root}/`, ''), file: below(root, file) }];
  },
};
