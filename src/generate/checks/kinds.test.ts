import { describe, expect, test } from 'vitest';
import { ordersService, ordersWith } from '../../../test/fixtures/orders.ts';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopService,
} from '../../../test/fixtures/shop.ts';
import type { Project, Service } from '../../model/service.ts';
import { emit } from '../artifacts/index.ts';
import type { Family } from '../artifacts/shared/artifact.ts';
import { placeOf } from '../artifacts/shared/folders.ts';
import { checkArtifacts } from './index.ts';

const every = ['docker', 'kubernetes', 'scripts', 'pipelines'] as const;
const emitted = (project: Project, families: readonly Family[] = every) =>
  emit(project, families, { pipelineType: 'github-actions' });

/** What is found when one text of one file is replaced. */
function broken(project: Project, place: string, text: string, by: string): string[] {
  const files = emitted(project).map(artifact => {
    if (placeOf(artifact) !== place) return artifact;
    expect(artifact.content).toContain(text);
    return { ...artifact, content: artifact.content.replace(text, () => by) };
  });
  return checkArtifacts(project, files).map(({ id, message }) => `${id}: ${message}`);
}

const container = { addCapabilities: [], dropCapabilities: [] };
const found = (project: Project, families?: readonly Family[]) =>
  checkArtifacts(project, emitted(project, families)).map(({ id, severity }) => `${severity} ${id}`);

describe('several ports', () => {
  const variables = shopService.variables.filter(({ name }) => name !== 'REGION');
  const shop = alone({ ...shopService, variables, sidecars: [] });

  test.each([
    [
      'Dockerfile',
      'EXPOSE 9100',
      'EXPOSE 9101',
      'EXPOSE is 9101, but the service listens on 8080 or 9100 or 5353 or 8443',
    ],
    ['Dockerfile', 'ENV PORT="8080"', 'ENV PORT="9100"', 'PORT is 9100, but the service listens on 8080'],
    [
      'k8s/deployment.yaml',
      'containerPort: 5353',
      'containerPort: 53',
      'containerPort is 53, but the service listens on 8080 or 9100 or 5353 or 8443',
    ],
    [
      'k8s/deployment.yaml',
      'port: 8443',
      'port: 8444',
      'readinessProbe is 8444, but the service listens on 8080 or 9100 or 5353 or 8443',
    ],
    [
      'k8s/service.yaml',
      'targetPort: metrics',
      'targetPort: metric',
      'targetPort is metric, but the service listens on 8080 or 9100 or 5353 or 8443',
    ],
    [
      'k8s/networkpolicy.yaml',
      'port: 9100',
      'port: 9101',
      'the port of the policy is 9101, but the service listens on 8080 or 9100 or 5353 or 8443',
    ],
  ])('are told from one that nobody listens on (%s: %s -> %s)', (place, text, by, message) => {
    expect(broken(shop, place, text, by)).toEqual([`port-mismatch: ${message}`]);
  });

  test('of a sidecar are its own', () => {
    expect(found(alone(shopService)).filter(problem => problem.includes('port'))).toEqual([]);
  });
});

describe('what a kind does not have is not missed', () => {
  test('a worker has no health check, unless its document says how', () => {
    expect(found(alone(mailerService))).toEqual([]);
    const probes = [{ name: 'live', command: ['/bin/beat'], headers: [] }] as const;
    const probed = { ...mailerService, health: { ...mailerService.health, probes } };
    expect(broken(alone(probed), 'Dockerfile', 'HEALTHCHECK', 'HEALTHCHECK NONE\n#')).toEqual([
      'DS-0026: the image has no HEALTHCHECK',
    ]);
  });

  test('the pods of a job are those of its policy', () => {
    expect(found(alone(reportService))).toEqual([]);
    const text = 'matchLabels:\n      app.kubernetes.io/name: report';
    expect(
      broken(alone(reportService), 'k8s/networkpolicy.yaml', text, 'matchLabels:\n      app: report'),
    ).toEqual([
      'selector-mismatch: NetworkPolicy "report" selects app=report, but the pods are labelled app.kubernetes.io/name=report,app.kubernetes.io/version=1.0.0,app.kubernetes.io/managed-by=devops-flow',
    ]);
  });
});

describe('what the document asks for is no error of ours', () => {
  const foreign = (tag: string): Service => ({
    ...ordersService,
    container: { ...container, readOnlyRoot: true },
    image: { repository: 'nginx', tag, built: false },
  });

  test('the tag latest is a warning, and what appears behind our back an error', () => {
    expect(found(alone(foreign('latest')))).toEqual(['warning image-tag-latest']);
    expect(broken(alone(foreign('1.27.1')), 'k8s/deployment.yaml', 'nginx:1.27.1', 'nginx:latest')).toEqual([
      'CKV_K8S_14: the image nginx:latest has no fixed tag',
    ]);
  });

  test('a user of the document is taken as it is, and what an edit makes of it is not', () => {
    const user = (name: string) => ordersWith({ container: { ...container, user: name } });
    expect(found(user('1000:1000'))).toEqual([]);
    expect(found(user('root'))).toEqual(['warning container-rights']);
    const text = '            runAsUser: 1000\n';
    expect(broken(user('1000'), 'k8s/deployment.yaml', text, '            runAsUser: 999\n')).toEqual([
      'KSV-0020: the container orders runs as the user 999',
    ]);
    expect(broken(user('1000'), 'Dockerfile', 'USER 1000', 'USER root')).toEqual([
      'DL3002: the image runs as root',
    ]);
  });

  test.each([
    [{ privileged: true }, 'orders runs privileged'],
    [{ user: '0' }, 'orders runs as root'],
    [
      { addCapabilities: ['CAP_SYS_ADMIN', 'NET_BIND_SERVICE'] },
      'orders runs with the capabilities CAP_SYS_ADMIN',
    ],
  ])('rights that it needs open its namespace, with a warning (%j)', (changes, message) => {
    const project = ordersWith({ container: { ...container, ...changes } });
    expect(checkArtifacts(project, emitted(project)).map(problem => [problem.id, problem.message])).toEqual([
      ['container-rights', message],
    ]);
  });

  test('an image that others build may want more than it gets: a note says so until the document decides', () => {
    expect(found(alone({ ...foreign('1.27.1'), container }))).toEqual(['note image-rights-unknown']);
    expect(found(alone(searchService))).toEqual([]);
  });
});

test('files of the project are brought by the scripts; without them a note says that somebody has to', () => {
  const files = [{ name: '/etc/terms.md', source: 'legal/terms.md', expand: false }];
  const project = ordersWith({ files });
  expect(found(project)).toEqual([]);
  expect(found(project, ['kubernetes'])).toEqual(['note files-not-brought']);
});

test('a service that others need and that offers no port cannot be reached in a cluster', () => {
  const needs = (until: 'started' | 'complete') => ({
    ...ordersService,
    dependencies: [{ name: 'mailer', until, required: true }],
  });
  const project = (until: 'started' | 'complete') => ({
    ...ordersWith({}),
    services: [needs(until), { ...mailerService, dependencies: [] }],
  });
  expect(found(project('started'))).toEqual(['warning dependency-without-port']);
  expect(found(project('complete'))).toEqual([]);
});

test('a secret of a sidecar is as secret as one of the service', () => {
  const text = '            - name: LEVEL\n              value: warn\n';
  const by = `${text}            - name: TOKEN\n              value: x\n`;
  expect(broken(alone(shopService), 'k8s/deployment.yaml', text, by)).toContain(
    'secret-value: TOKEN in Deployment "shop" holds the value of a secret',
  );
});

test('a variable that an environment has to bring is missed in sidecars too', () => {
  expect(found(alone(shopService))).toEqual(['warning variable-without-value']);
});

test('a reference to a secret that nothing fills in is named', () => {
  const { health } = ordersService;
  const headers = [{ name: 'Authorization', value: 'Bearer ${AUTHORIZATION}' }];
  const project = ordersWith({
    arguments: ['--token', '${TOKEN}'],
    variables: [{ name: 'TOKEN', required: true, sensitive: true }],
    health: { ...health, probes: [{ name: 'ready', command: [], headers }] },
  });
  expect(found(project)).toEqual(['warning header-not-filled', 'warning argument-not-filled']);
  const [manifest] = emitted(project, ['kubernetes']).filter(({ path }) => path === 'deployment.yaml');
  expect(manifest?.content).not.toContain('AUTHORIZATION');
});

test('every secret of a Dockerfile of the team is named, also several of one line', () => {
  const lines = [
    'ENV CREDS=user:pw1',
    'ENV SECRET_KEY abc',
    'ENV A=1 DB_PASSWORD="hunter2" CS="Host=db;Pwd=pw2"',
    'RUN curl -u me:pw3 http://x && export API_TOKEN=abc',
    'CMD ["run", "--token", "abc"]',
    'COPY --chown=app:app . .',
    'USER app:app',
  ];
  const [file] = emitted(ordersWith({}), ['docker']).filter(({ path }) => path === 'Dockerfile');
  if (!file) throw new Error('no Dockerfile');
  const yours = { ...file, content: `FROM node:22.1.0\n${lines.join('\n')}\n` };
  const problems = checkArtifacts(ordersWith({}), [yours]).filter(({ id }) => id === 'secret-value');
  expect(problems.map(({ message, detail }) => [message.split(' holds')[0], detail?.[0]])).toEqual([
    ['CREDS on line 2', '2 | ENV CREDS=***'],
    ['SECRET_KEY on line 3', '3 | ENV SECRET_KEY ***'],
    ['each of DB_PASSWORD and PWD on line 4', '4 | ENV A=1 DB_PASSWORD="***" CS="Host=db;Pwd=***"'],
    ['each of PASSWORD and API_TOKEN on line 5', '5 | RUN curl -u me:*** http://x && export API_TOKEN=***'],
    ['TOKEN on line 6', '6 | CMD ["run", "--token", "***"]'],
  ]);
});
