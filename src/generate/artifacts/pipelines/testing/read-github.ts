import { parse } from 'yaml';
import type { JobMeaning, StepMeaning } from './meaning.ts';

interface GithubStep {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Record<string, string | boolean>;
  readonly env?: Record<string, string>;
  readonly 'working-directory'?: string;
}
interface GithubJob {
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly environment?: { readonly name: string };
  readonly 'timeout-minutes': number;
  readonly concurrency?: { readonly group: string };
  readonly strategy?: { readonly matrix: Record<string, readonly string[]> };
  readonly steps: readonly GithubStep[];
}

/** What an action is asked for, in the words of the neutral step that it stands for. */
const actions: Readonly<Record<string, (inputs: Record<string, string | boolean>) => string>> = {
  'actions/dependency-review-action': () => 'review-dependencies',
  'docker/login-action': ({ registry, username, password }) =>
    `registry-login ${said(registry)} ${said(username)} ${said(password)}`,
  'docker/build-push-action': ({ context, file, target, tags }) =>
    `build-image ${said(context)} ${said(file)} ${said(target)} ${said(tags)}`,
  'aquasecurity/trivy-action': inputs =>
    'image-ref' in inputs
      ? `scan-image ${said(inputs['image-ref'])}`
      : `scan-sources ${said(inputs['scanners'])}`,
  'actions/attest-build-provenance': inputs =>
    `attest-image ${said(inputs['subject-name'])} ${said(inputs['subject-digest'])}`,
};

/** A value of a workflow in the words of the neutral pipeline. */
function said(value: string | boolean | undefined): string {
  const text = String(value ?? '').replaceAll("${{ '${{' }}", '${{');
  const [, inside] = /^\$\{\{ ([^}]*) \}\}$/.exec(text) ?? [];
  if (inside === undefined) {
    const place = /^(.*)\$\{\{ (runner\.temp|github\.workspace) \}\}\/(.*)$/.exec(text);
    if (place) return `${place[2] === 'runner.temp' ? 'temporary' : 'workspace'} ${place[1]}${place[3]}`;
    return `text ${text}`;
  }
  const [kind = '', a = '', , c = ''] = inside.split('.');
  if (kind === 'secrets') return `secret ${a}`;
  if (kind === 'matrix') return `matrix ${a}`;
  if (kind === 'needs') return `output ${a}/${c}`;
  if (kind === 'steps') return `output build/${c}`;
  return `fact ${facts[inside] ?? inside}`;
}

const facts: Readonly<Record<string, string>> = {
  'github.sha': 'commit',
  'github.actor': 'actor',
  'github.token': 'token',
  'job.status': 'status',
};

export type GithubMeaning = JobMeaning & { readonly asked: readonly string[] };

/** A workflow read back: its run steps, and what its actions are asked for. */
export function readGithub(content: string): readonly GithubMeaning[] {
  const { jobs } = parse(content) as { jobs: Record<string, GithubJob> };
  return Object.entries(jobs).map(([id, job]) => {
    const approval = job.environment?.name.endsWith('-approval') === true;
    const steps = approval ? [] : runsOf(job.steps);
    const cache = job.steps.find(({ uses }) => uses?.startsWith('actions/cache@'))?.with;
    const kept = job.steps.filter(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
    return {
      id,
      needs: job.needs ?? [],
      when: whenOf(job.if),
      environment: approval ? undefined : job.environment?.name,
      approval,
      minutes: approval ? undefined : job['timeout-minutes'],
      exclusive: job.concurrency?.group,
      matrix: Object.values(job.strategy?.matrix ?? {})[0] ?? [],
      cache: cache && `${cache['path']} by ${/hashFiles\('(.*)'\)/.exec(String(cache['key']))?.[1]}`,
      artifacts: kept.map(step => String(step.with?.['path'])),
      secrets: [],
      toolchain: undefined,
      steps,
      asked: job.steps.flatMap(({ uses, with: inputs = {} }) => {
        const asks = actions[uses?.split('@')[0] ?? ''];
        return asks ? [asks(inputs)] : [];
      }),
    };
  });
}

function runsOf(steps: readonly GithubStep[]): readonly StepMeaning[] {
  const runs = steps.filter(({ run }) => run !== undefined && !run.includes('GITHUB_OUTPUT'));
  return runs.flatMap((step, i) => {
    if (step.if?.includes('failure()')) return [];
    const next = runs[i + 1];
    const rescue = next?.if?.includes("steps.smoke.outcome == 'failure'") ? { rescue: meaning(next) } : {};
    return [{ ...meaning(step), ...rescue }];
  });
}

const meaning = ({
  run = '',
  env = {},
  if: condition,
  'working-directory': folder = '.',
}: GithubStep): StepMeaning => ({
  folder,
  variables: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, said(value)])),
  commands: run.replace(/\n$/, '').split('\n'),
  always: condition === '${{ always() }}',
});

function whenOf(condition: string | undefined): string {
  if (condition === undefined) return 'change';
  if (condition === "${{ github.event_name == 'pull_request' }}") return 'pull-request';
  if (condition === "${{ github.event_name != 'pull_request' }}") return 'release';
  if (condition === "${{ github.event_name == 'push' }}") return 'pushed';
  const asked = /inputs\.environment == '(.*)' \}\}$/.exec(condition);
  return asked ? `asked ${asked[1]}` : condition;
}
