import { expect, test } from 'vitest';
import { springMaven } from '../../../../test/fixtures/repositories/compiled.ts';
import type { Files } from '../../../../test/fixtures/repositories/files.ts';
import { only } from '../testing/found.ts';

const yml = 'src/main/resources/application.yml';
const properties = 'src/main/resources/application.properties';

/** "path file:line" of the liveness probe, and the port where it is not the service's. */
function healthOf(files: Files): string {
  const { health } = only({ ...springMaven, ...files });
  const found = health && 'file' in health.live.found ? health.live.found : { file: '', line: 0 };
  return `${health?.live.value} ${found.file}:${found.line}${health?.port ? ` ${health.port.value}` : ''}`;
}

test.each<[string, Files, string]>([
  ['no setting', {}, '/actuator/health pom.xml:20'],
  [
    'nested keys of YAML',
    { [yml]: 'management:\n  endpoints:\n    web:\n      base-path: /manage\n' },
    `/manage/health ${yml}:4`,
  ],
  ['a key with dots', { [yml]: 'management.endpoints.web.base-path: /manage\n' }, `/manage/health ${yml}:1`],
  [
    'a name in another spelling',
    { [yml]: 'management.endpoints:\n  web:\n    basePath: manage/\n' },
    `/manage/health ${yml}:3`,
  ],
  [
    'properties',
    { [properties]: '# paths\nmanagement.endpoints.web.base-path = /manage\n' },
    `/manage/health ${properties}:2`,
  ],
  [
    'properties of a profile do not count',
    { [properties]: 'server.port=8080\n#---\nmanagement.endpoints.web.base-path=/manage\n' },
    '/actuator/health pom.xml:20',
  ],
  [
    'a name of its own for health, at the root',
    {
      [properties]:
        'management.endpoints.web.base-path=/\nmanagement.endpoints.web.path-mapping.health=healthcheck\n',
    },
    `/healthcheck ${properties}:2`,
  ],
  [
    'a variable with a default',
    { [properties]: 'management.endpoints.web.base-path=${ADMIN_PATH:/admin}\n' },
    `/admin/health ${properties}:1`,
  ],
  [
    'the path of the whole application goes before it',
    { [properties]: 'server.servlet.context-path=/shop\n' },
    `/shop/actuator/health ${properties}:1`,
  ],
  [
    'on a port of its own the path of that port goes before it, not that of the application',
    {
      [properties]:
        'server.servlet.context-path=/shop\nmanagement.server.port=9001\nmanagement.server.base-path=/admin\n',
    },
    `/admin/actuator/health ${properties}:3 9001`,
  ],
  [
    'the same port is no other one',
    { [properties]: 'server.servlet.context-path=/shop\nmanagement.server.port=8080\n' },
    `/shop/actuator/health ${properties}:1`,
  ],
])("where Spring's actuator answers for health: %s", (_, files, expected) => {
  expect(healthOf(files)).toBe(expected);
});
