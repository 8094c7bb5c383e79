import { describe, expect, test } from 'vitest';
import { ordersProject, ordersWith } from '../../../../test/fixtures/orders.ts';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopService,
} from '../../../../test/fixtures/shop.ts';
import { usage } from '../../../model/languages.ts';
import type { PipelineProduct } from '../../../model/pipeline/product.ts';
import type { Pipeline } from '../../../model/pipeline.ts';
import type { Language, Project } from '../../../model/service.ts';
import { azureShell } from './azure/shell.ts';
import { circleShell } from './circleci/shell.ts';
import { gitlabShell } from './gitlab/shell.ts';
import { pipelines, pipelinesOf } from './index.ts';
import { jenkinsShell } from './jenkins/shell.ts';
import { expectedOfGithub } from './testing/expected-github.ts';
import { type JobMeaning, meaningOf } from './testing/meaning.ts';
import { readAzure } from './testing/read-azure.ts';
import { readCircle } from './testing/read-circleci.ts';
import { readGithub } from './testing/read-github.ts';
import { readGitlab } from './testing/read-gitlab.ts';
import { readJenkins } from './testing/read-jenkins.ts';

const hostile = "a'b\"c`d$(touch /tmp/canary)${X}\\n\\u0041<<e>>#{f}\n  ''' ${{ github.token }} $[g] %h";

const projects: Record<string, Project> = {
  'the example': ordersProject,
  'all that a container can be given': alone(shopService),
  'a worker': alone(mailerService),
  'a job': alone(reportService),
  'an image that others build': alone(searchService),
  'commands that are full of quotes': ordersWith({
    commands: { install: hostile, lint: hostile, test: hostile },
  }),
  'build arguments that are full of quotes': alone({
    ...reportService,
    build: { dockerfile: 'Dockerfile', arguments: [{ name: 'A', value: hostile }] },
  }),
  ...Object.fromEntries(
    (Object.keys(usage) as Language[]).map(language => [
      language,
      ordersWith({ language, languageVersion: usage[language].version, source: '.' }),
    ]),
  ),
};

const content = (project: Project, pipelineType: PipelineProduct): string =>
  pipelines.emit(project, { pipelineType })[0]?.content ?? '';

const neutral = (project: Project): Pipeline => {
  const [first] = pipelinesOf(project, {});
  if (!first) throw new Error('no pipeline');
  return first.pipeline;
};

const nameOf = ({ services }: Project): string => services[0]?.name ?? '';

/** Secrets in one order, what no product has a place for apart. */
const compared = (jobs: readonly JobMeaning[], more: Partial<JobMeaning> = {}): readonly JobMeaning[] =>
  jobs.map(job => ({ ...job, toolchain: undefined, ...more, secrets: job.secrets.toSorted() }));

describe.each(Object.entries(projects))('%s', (_, project) => {
  const pipeline = neutral(project);

  test('means in GitHub Actions what the neutral pipeline means', () => {
    expect(readGithub(content(project, 'github-actions'))).toEqual(expectedOfGithub(pipeline));
  });

  test('means in GitLab CI/CD what the neutral pipeline means', () => {
    const brings = (job: { stage: string; steps: readonly { kind: string }[] }) =>
      job.stage !== 'deliver' && !job.steps.some(({ kind }) => kind === 'build-image');
    const expected = meaningOf(pipeline, gitlabShell, brings);
    expect(compared(readGitlab(content(project, 'gitlab-ci')))).toEqual(compared(expected));
  });

  test('means in Azure Pipelines what the neutral pipeline means, but for locks', () => {
    const expected = compared(meaningOf(pipeline, azureShell), { exclusive: undefined });
    expect(compared(readAzure(content(project, 'azure-pipelines'), nameOf(project)))).toEqual(expected);
  });

  test('means in CircleCI what the neutral pipeline means, but for time limits and pull requests', () => {
    const expected = compared(meaningOf(pipeline, circleShell), { minutes: undefined }).map(job => ({
      ...job,
      when: /^(?:release|pushed)$/.test(job.when) ? 'branch main' : job.when,
    }));
    const byId = (jobs: readonly JobMeaning[]) => jobs.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(compared(readCircle(content(project, 'circleci'), nameOf(project))))).toEqual(byId(expected));
  });

  test('means in Jenkins what the neutral pipeline means, but for locks and caches; its order is the needs', () => {
    const left = { exclusive: undefined, cache: undefined, needs: [] };
    const expected = meaningOf(pipeline, jenkinsShell);
    const read = readJenkins(content(project, 'jenkins'), nameOf(project));
    expect(compared(read)).toEqual(compared(expected, left));
    const order = read.map(({ id }) => id);
    for (const { id, needs } of expected)
      for (const need of needs)
        expect([id, need, order.indexOf(need) < order.indexOf(id)]).toEqual([id, need, true]);
  });
});
