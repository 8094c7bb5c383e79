import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ordersProject, ordersService, ordersWith } from '../../../../test/fixtures/orders.ts';
import type { Language, Project } from '../../../model/service.ts';
import { folders } from '../shared/folders.ts';
import { actions } from './github/actions.ts';
import { pipelines } from './index.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
  readonly env?: Record<string, string>;
  readonly if?: string;
}
interface Job {
  readonly name: string;
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly environment?: { readonly name: string };
  readonly permissions: Record<string, string>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions: Record<string, string>;
  readonly jobs: Record<string, Job>;
}

const content = (project: Project) =>
  pipelines.emit(project, { pipelineType: 'github-actions' })[0]?.content ?? '';
const workflow = (project: Project) => parse(content(project)) as Workflow;
const languages: readonly Language[] = [
  'node',
  'python',
  'go',
  'java',
  'ruby',
  'php',
  'dotnet',
  'rust',
  'static',
];

test('verify, build once, and bring that image from environment to environment', () => {
  const { jobs } = workflow(ordersProject);
  expect(Object.entries(jobs).map(([id, { needs = [] }]) => [id, ...needs])).toEqual([
    ['lint'],
    ['types'],
    ['test'],
    ['audit'],
    ['analysis'],
    ['security'],
    ['dependencies'],
    ['build', 'lint', 'types', 'test', 'audit', 'analysis', 'security'],
    ['deploy-development', 'build'],
    ['deploy-staging', 'build'],
    ['approve-production', 'deploy-staging'],
    ['deploy-production', 'approve-production', 'deploy-staging', 'build'],
  ]);
  expect(jobs['deploy-production']?.steps.find(step => step.run?.includes('deploy.sh'))).toMatchObject({
    env: { ENVIRONMENT: 'production', STRATEGY: 'rolling', IMAGE: '${{ needs.build.outputs.image }}' },
    run: expect.stringContaining(
      'bash scripts/deploy.sh --env "$ENVIRONMENT" --strategy "$STRATEGY" --image "$IMAGE"',
    ),
  });
});

test('scripts are called where they are generated to, whatever the folder is called', () => {
  const called = (project: Project) => {
    const chosen = { ...folders, scripts: 'a"$(b)/${{ c' };
    const [file] = pipelines.emit(project, { pipelineType: 'github-actions', folders: chosen });
    const { jobs } = parse(file?.content ?? '') as ReturnType<typeof workflow>;
    const steps = Object.entries(jobs).find(([id]) => id.startsWith('deploy-'))?.[1].steps;
    const step = steps?.find(({ run }) => run?.includes('deploy.sh'));
    return [step?.env?.['SCRIPTS'], step?.run?.split('\n')[1]?.split(' --env')[0]];
  };
  const home = "a\"$(b)/${{ '${{' }} c";
  expect(called(ordersProject)).toEqual([home, 'bash "$SCRIPTS/deploy.sh"']);
  const [orders] = ordersProject.services;
  const several = { ...ordersProject, services: [orders!, { ...orders!, name: 'mail' }] };
  expect(called(several)).toEqual([home, 'bash "$SCRIPTS/$FOLDER/deploy.sh"']);
});

test('an environment before the last that asks for approval is deployed to when a person starts the pipeline', () => {
  const { on, jobs } = workflow(ordersProject);
  expect(on['workflow_dispatch']).toMatchObject({ inputs: { environment: { options: ['development'] } } });
  expect(jobs['deploy-development']?.if).toBe(
    "${{ github.event_name == 'workflow_dispatch' && inputs.environment == 'development' }}",
  );
  expect(jobs['deploy-staging']?.if).toBe("${{ github.event_name == 'push' }}");
});

test('an approval that nobody has to give lets nothing through', () => {
  const gate = workflow(ordersProject).jobs['approve-production'];
  expect(gate?.environment).toEqual({ name: 'production-approval' });
  expect(gate?.permissions).toEqual({ actions: 'read' });
  expect(gate?.steps[0]?.run).toContain('if [ "$rules" -eq 0 ]; then');
});

test('a rollback follows a smoke test that failed, and nothing else', () => {
  const steps = workflow(ordersProject).jobs['deploy-staging']?.steps ?? [];
  expect(steps.at(-2)).toMatchObject({
    if: "${{ failure() && steps.smoke.outcome == 'failure' }}",
    run: expect.stringContaining('bash scripts/rollback.sh --env "$ENVIRONMENT"'),
  });
});

test('the token may do nothing on top, and packages only where the registry is the product’s own', () => {
  const build = (repository: string) =>
    workflow(ordersWith({ image: { repository, tag: '1', built: true } })).jobs['build']?.permissions;
  expect(workflow(ordersProject).permissions).toEqual({});
  expect(build('registry.example.com/orders')).toEqual({
    contents: 'read',
    'id-token': 'write',
    attestations: 'write',
  });
  expect(build('ghcr.io/acme/orders')).toMatchObject({ packages: 'write' });
});

describe('actions', () => {
  const uses = languages.flatMap(language =>
    Object.values(workflow(ordersWith({ language })).jobs).flatMap(job =>
      job.steps.filter(step => step.uses),
    ),
  );

  test('are pinned by the commit of a version that the table knows', () => {
    for (const step of uses) {
      const [name = '', sha] = step.uses?.split('@') ?? [];
      expect([name, sha]).toEqual([name, actions[name as keyof typeof actions]?.sha]);
    }
    expect(content(ordersProject)).toContain(
      'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
    );
  });

  test('get only inputs that this version knows', () => {
    const unknown = uses.flatMap(step => {
      const name = step.uses?.split('@')[0] as keyof typeof actions;
      const known = actions[name].inputs.split(' ');
      return Object.keys(step.with ?? {})
        .filter(key => !known.includes(key))
        .map(key => `${name}: ${key}`);
    });
    expect(unknown).toEqual([]);
  });

  test('stand in the table only when something uses them', () => {
    const used = new Set(uses.map(step => step.uses?.split('@')[0]));
    expect(Object.keys(actions).filter(name => !used.has(name))).toEqual([]);
  });

  test('leave no token behind after a checkout', () => {
    const checkouts = uses.filter(step => step.uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(20);
    expect(checkouts.every(step => step.with?.['persist-credentials'] === false)).toBe(true);
  });
});

test('text of a document never becomes an expression or part of a script', () => {
  const hostile = 'x${{ secrets.KEY }}\'"; rm -rf / #';
  const project = ordersWith({
    name: hostile,
    source: hostile,
    languageVersion: hostile,
    image: { repository: hostile, tag: hostile, built: true },
    environments: ordersService.environments.map((environment, i) => ({
      ...environment,
      name: `${hostile}${i}`,
    })),
  });
  const steps = Object.values(workflow(project).jobs).flatMap(job => job.steps);
  expect(steps.filter(step => step.run?.includes('${{') || step.run?.includes('rm -rf'))).toEqual([]);
  const opened = content(project)
    .split('\n')
    .filter(line => /\$\{\{ secrets\.KEY/.test(line));
  // Within a key or a condition it stands inside a string of the expression, its quote doubled.
  expect([...new Set(opened)]).toEqual([
    `          key: "npm-\${{ runner.os }}-\${{ hashFiles('x\${{ secrets.KEY }}''\\"; rm -rf / #/package-lock.json') }}"`,
    `    if: "\${{ github.event_name == 'workflow_dispatch' && inputs.environment == 'x\${{ secrets.KEY }}''\\"; rm -rf / #1' }}"`,
  ]);
  expect(content(project)).toContain("x${{ '${{' }} secrets.KEY }}");
});
