import { expect, it } from 'vitest';
import { json, repositoryOf } from '../../../../test/fixtures/repositories/files.ts';
import { detect } from '../../../generate/detect/index.ts';
import { detectedFields } from './detected-fields.ts';

it('the version of a service is a finding, as the other fields are that init writes', () => {
  const manifest = json({ name: 'api', version: '1.4.0', scripts: { start: 'node server.js' } });
  const repository = repositoryOf({ 'package.json': manifest, 'server.js': 'app.listen(3000);\n' });
  const [service] = detectedFields(detect(repository, 'api')).services;
  expect(service?.findings.slice(0, 2)).toEqual([
    { field: 'name', value: 'api', at: { file: 'package.json', line: 2, column: 1 }, others: [] },
    { field: 'version', value: '1.4.0', at: { file: 'package.json', line: 3, column: 1 }, others: [] },
  ]);
});
