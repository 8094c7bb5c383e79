import { type Files, json, repositoryOf } from '../../../../test/fixtures/repositories/files.ts';
import { detect } from '../index.ts';

/** What is in a repository of these files. */
export const found = (files: Files) => detect(repositoryOf(files), 'folder');

export function only(files: Files) {
  const [service] = found(files).services;
  if (!service) throw new Error('no service');
  return service;
}

/** The smallest Express service, to which a test adds what it is about. */
export const express: Files = {
  'package.json': json({
    name: '@acme/api',
    scripts: { start: 'node server.js' },
    dependencies: { express: '5' },
  }),
  'server.js': "app.get('/healthz', ok);\napp.listen(process.env.PORT || 3000);\n",
};
