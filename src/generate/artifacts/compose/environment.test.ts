import { describe, expect, test } from 'vitest';
import { mailerService, shopProject, shopService } from '../../../../test/fixtures/shop.ts';
import type { Variable } from '../../../model/container.ts';
import type { Resource } from '../../../model/resource.ts';
import type { Project } from '../../../model/service.ts';
import { cache, database, entry, secret, withResources } from './testing/read.ts';

describe('the environment of a service', () => {
  const environment = (variables: readonly Variable[], resources: readonly Resource[]) =>
    entry(withResources(resources, { variables, volumes: [] }), 'orders')?.environment;

  test('has the addresses that its references ask for', () => {
    const reference =
      'postgres://${resources.db.username}:${resources.db.password}@${resources.db.host}:${resources.db.port}/${resources.db.name}';
    expect(environment([secret('DSN', reference)], [database('postgres')])).toEqual({
      PORT: '8080',
      DSN: 'postgres://app:${DB_PASSWORD:?see .env.example}@db:5432/app',
    });
  });

  test('asks for a reference to what does not run here as a whole', () => {
    const reference = 'https://${resources.dns.host}/${resources.db.name}';
    expect(environment([secret('PAGE', reference)], [database('postgres')])).toEqual({
      PORT: '8080',
      PAGE: '${PAGE:?see .env.example}',
    });
  });

  test.each([
    ['DB_HOST', 'db'],
    ['PGHOST', 'db'],
    ['POSTGRES_PORT', '5432'],
    ['DATABASE_USER', 'app'],
    ['PGDATABASE', 'app'],
    ['DB_PASSWORD', '${DB_PASSWORD:?see .env.example}'],
    ['REDIS_URL', 'redis://cache:6379/0'],
    ['CACHE_HOST', 'cache'],
    ['WORDPRESS_DB_PASSWORD', '${DB_PASSWORD:?see .env.example}'],
  ])('knows what %s means: %s', (name, value) => {
    expect(
      environment([{ name, required: true, sensitive: false }], [database('postgres'), cache])?.[name],
    ).toBe(value);
  });

  test('takes this machine for the container, and leaves any other default', () => {
    const given = (name: string, value: string) => ({
      name,
      required: false,
      sensitive: false,
      default: value,
    });
    expect(
      environment(
        [given('DB_HOST', 'localhost'), given('CACHE_HOST', 'other'), given('PAGE_URL', 'http://localhost')],
        [database('postgres'), cache],
      ),
    ).toEqual({ PORT: '8080', DB_HOST: 'db', CACHE_HOST: 'other', PAGE_URL: 'http://localhost' });
  });

  test('does not guess which of two databases is meant', () => {
    const two = [database('postgres'), database('postgres', { name: 'other' })];
    expect(environment([secret('DATABASE_URL')], two)).toMatchObject({
      DATABASE_URL: '${DATABASE_URL:?see .env.example}',
    });
    expect(environment([secret('OTHER_URL')], two)?.['OTHER_URL']).toBe(
      'postgresql://app:${OTHER_PASSWORD:?see .env.example}@other:5432/app',
    );
  });

  test('a cache has a password where one is asked for, and none elsewhere', () => {
    const asking = withResources([cache], { variables: [secret('REDIS_PASSWORD'), secret('REDIS_URL')] });
    expect(entry(asking, 'cache')?.command).toEqual([
      'redis-server',
      '--save',
      '60',
      '1',
      '--requirepass',
      '${CACHE_PASSWORD:?see .env.example}',
    ]);
    expect(entry(asking, 'orders')?.environment?.['REDIS_URL']).toBe(
      'redis://default:${CACHE_PASSWORD:?see .env.example}@cache:6379/0',
    );
    expect(entry(withResources([cache]), 'cache')?.command).toEqual(['redis-server', '--save', '60', '1']);
  });

  test('a name that two containers have is asked for once for each', () => {
    const variables = [secret('API_KEY')];
    const project: Project = {
      ...shopProject,
      services: [
        { ...shopService, variables, sidecars: [], dependencies: [] },
        { ...mailerService, variables },
      ],
    };
    expect(entry(project, 'shop')?.environment?.['API_KEY']).toBe('${SHOP_API_KEY:?see .env.example}');
    expect(entry(project, 'mailer')?.environment?.['API_KEY']).toBe('${MAILER_API_KEY:?see .env.example}');
  });
});
