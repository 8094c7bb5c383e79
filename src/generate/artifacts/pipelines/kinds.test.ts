import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopProject,
} from '../../../../test/fixtures/shop.ts';
import type { Project, Service } from '../../../model/service.ts';
import { pipelines } from './index.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
  readonly env?: Record<string, string>;
  readonly 'working-directory'?: string;
}
type Jobs = Record<string, { readonly needs?: readonly string[]; readonly steps: readonly Step[] }>;

const emitted = (project: Project) => pipelines.emit(project, { pipelineType: 'github-actions' });
const jobs = (service: Service) => (parse(emitted(alone(service))[0]?.content ?? '') as { jobs: Jobs }).jobs;
const using = (steps: readonly Step[] | undefined, action: string) =>
  steps?.find(({ uses }) => uses?.startsWith(`${action}@`))?.with;

describe('an image that others build', () => {
  const found = jobs(searchService);
  const image = `docker.io/getmeili/meilisearch:v1.10@sha256:${'a'.repeat(64)}`;

  test('is scanned and deployed as it is: there is nothing to lint, test or build', () => {
    expect(Object.entries(found).map(([id, { needs = [] }]) => [id, ...needs])).toEqual([
      ['scan'],
      ['deploy-development', 'scan'],
      ['deploy-staging', 'scan'],
      ['approve-production', 'deploy-staging'],
      ['deploy-production', 'approve-production', 'deploy-staging', 'scan'],
    ]);
    expect(using(found['scan']?.steps, 'aquasecurity/trivy-action')).toMatchObject({ 'image-ref': image });
    expect(found['deploy-staging']?.steps.find(({ run }) => run?.includes('deploy.sh'))?.env).toEqual({
      ENVIRONMENT: 'staging',
      STRATEGY: 'blue-green',
      IMAGE: image,
      KUBECONFIG: '${{ runner.temp }}/kubeconfig',
    });
  });
});

describe('a Dockerfile of the team', () => {
  test('is built in its context, up to its stage, with its arguments', () => {
    expect(using(jobs(reportService)['build']?.steps, 'docker/build-push-action')).toMatchObject({
      context: 'report',
      file: 'report/build/Dockerfile',
      target: 'final',
      'build-args': `MODE=fast\n"TITLE=a ""b"", \${{ '\${{' }} c }}"\n`,
    });
  });

  test('is built from the sources where no context is named, and for the platform that is', () => {
    const service = {
      ...reportService,
      build: { dockerfile: 'Containerfile', arguments: [] },
      container: { platform: 'linux/arm64', addCapabilities: [], dropCapabilities: [] },
    };
    expect(using(jobs(service)['build']?.steps, 'docker/build-push-action')).toEqual({
      context: 'report',
      file: 'Containerfile',
      platforms: 'linux/arm64',
      push: true,
      provenance: 'mode=max',
      sbom: true,
      tags: 'registry.example.com/report:${{ github.sha }}',
    });
  });

  test('without a language has the checks that the developers name, and no others', () => {
    const service = { ...reportService, commands: { lint: 'make lint' } };
    expect(Object.keys(jobs(service)).slice(0, 4)).toEqual(['lint', 'security', 'dependencies', 'build']);
  });
});

test('the developers’ own commands take the place of the language’s; no text of theirs is part of a script', () => {
  const found = jobs({
    ...mailerService,
    commands: { ...mailerService.commands, test: 'pytest ${{ x }} "a"' },
  });
  const runs = (id: string) =>
    found[id]?.steps.filter(({ run }) => run).map(({ name, run, env }) => [name, run, env?.['COMMAND']]);
  const shell = 'bash -eo pipefail -c "$COMMAND"';
  expect(runs('test')).toEqual([
    [
      'tools',
      'python -m pip install ruff==0.17.6 mypy==2.4.1 pytest==9.2.0 pytest-cov==7.1.0 pip-audit==2.10.1',
      undefined,
    ],
    ['install', shell, 'pip install -r requirements/prod.txt'],
    ['test', shell, 'pytest ${{ \'${{\' }} x }} "a"'],
  ]);
  expect(runs('types')?.at(-1)).toEqual(['types', 'mypy .', undefined]);
  expect(found['test']?.steps.find(({ name }) => name === 'test')?.['working-directory']).toBe('mailer');
});

test('a job is run to its end: no smoke test after it, and no rollback', () => {
  const steps = jobs(reportService)['deploy-staging']?.steps.filter(({ run }) => run?.includes('.sh'));
  expect(steps?.map(({ name, env }) => [name, env])).toEqual([
    [
      'run to the end',
      {
        ENVIRONMENT: 'staging',
        IMAGE: '${{ needs.build.outputs.image }}',
        KUBECONFIG: '${{ runner.temp }}/kubeconfig',
      },
    ],
  ]);
});

test('several services have a workflow each, which calls their own scripts and builds their own Dockerfile', () => {
  const found = emitted(shopProject);
  expect(found.map(({ path }) => path)).toEqual([
    'shop-delivery.yml',
    'mailer-delivery.yml',
    'report-delivery.yml',
    'search-delivery.yml',
  ]);
  const mailer = (parse(found[1]?.content ?? '') as { jobs: Jobs }).jobs;
  expect(using(mailer['build']?.steps, 'docker/build-push-action')).toMatchObject({
    context: '.',
    file: 'mailer/Dockerfile',
  });
  expect(mailer['deploy-staging']?.steps.find(({ run }) => run?.includes('deploy.sh'))).toMatchObject({
    env: { FOLDER: 'mailer' },
    run: expect.stringContaining('bash "scripts/$FOLDER/deploy.sh" --env "$ENVIRONMENT"'),
  });
});
