import { describe, expect, test } from 'vitest';
import { ordersProject, ordersService, ordersWith } from '../../../../test/fixtures/orders.ts';
import { mailerService, reportService, shopProject } from '../../../../test/fixtures/shop.ts';
import { entry, text } from './testing/read.ts';

describe('services of different kinds', () => {
  test('a worker publishes nothing, and a job runs when it is asked for', () => {
    expect(entry(shopProject, 'mailer')).toMatchObject({
      restart: 'unless-stopped',
      build: { dockerfile: 'mailer/Dockerfile' },
    });
    expect(entry(shopProject, 'mailer')?.ports).toBeUndefined();
    expect(entry(shopProject, 'report')).toMatchObject({
      profiles: ['jobs'],
      build: {
        context: './report',
        dockerfile: 'build/Dockerfile',
        target: 'final',
        args: { MODE: 'fast', TITLE: 'a "b", $${{ c }}' },
      },
      command: ['--month', 'last'],
    });
    expect(text(shopProject)).toContain('# A job: docker compose run --build --rm report\n');
  });

  test('a job that another service waits for runs once before it', () => {
    const waiting = [{ name: 'report', until: 'complete', required: true }] as const;
    const project = {
      ...shopProject,
      services: [
        { ...mailerService, dependencies: waiting },
        { ...reportService, container: ordersService.container },
      ],
    };
    expect(entry(project, 'mailer')?.depends_on?.['report']).toEqual({
      condition: 'service_completed_successfully',
    });
    expect(entry(project, 'report')).toMatchObject({ restart: 'no' });
    expect(entry(project, 'report')?.profiles).toBeUndefined();
  });

  test('an image that others build is started as its document says, and confined as any other', () => {
    expect(entry(shopProject, 'search')).toMatchObject({
      image: `docker.io/getmeili/meilisearch:v1.10@sha256:${'a'.repeat(64)}`,
      entrypoint: ['/bin/search'],
      command: ['--http-addr', '0.0.0.0:7700'],
      user: '10001:10001',
      read_only: false,
    });
  });

  test('nobody waits for the health of what is never asked: Compose would refuse to start', () => {
    expect(entry(shopProject, 'search')?.healthcheck).toBeUndefined();
    expect(entry(shopProject, 'shop')?.depends_on?.['search']).toEqual({ condition: 'service_started' });
  });

  test('two services on one port have each a port of the machine', () => {
    const other = { ...ordersService, name: 'other' };
    const project = { ...ordersProject, services: [ordersService, other] };
    expect(entry(project, 'orders')?.ports).toEqual(['127.0.0.1:${ORDERS_PORT:-8080}:8080']);
    expect(entry(project, 'other')?.ports).toEqual(['127.0.0.1:${OTHER_PORT:-8081}:8080']);
  });

  test('a port below 1024 is published above it', () => {
    expect(entry(ordersWith({ port: 80 }), 'orders')?.ports).toEqual(['127.0.0.1:${ORDERS_PORT:-8080}:80']);
  });
});
