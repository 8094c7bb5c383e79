import { parse } from 'yaml';
import { gitlabShell } from '../gitlab/shell.ts';
import { type JobMeaning, secretsOf } from './meaning.ts';
import { readScript, withSet } from './read-shell.ts';

interface GitlabJob {
  readonly needs: readonly string[];
  readonly rules?: readonly { readonly if: string; readonly when?: string }[];
  readonly image: string | { readonly name: string };
  readonly timeout: string;
  readonly environment?: { readonly name: string };
  readonly resource_group?: string;
  readonly parallel?: { readonly matrix: readonly Record<string, readonly string[]>[] };
  readonly cache?: { readonly key: { readonly files: readonly string[] }; readonly paths: readonly string[] };
  readonly script: readonly string[];
  readonly after_script?: readonly string[];
  readonly artifacts?: { readonly when?: string; readonly paths: readonly string[] };
}

const words = new Set(['stages', 'workflow', 'variables', 'default']);

/** A .gitlab-ci.yml read back. */
export function readGitlab(content: string): readonly JobMeaning[] {
  const file = parse(content) as Record<string, GitlabJob>;
  return Object.entries(file)
    .filter(([name]) => !words.has(name))
    .map(([name, job]) => {
      const matrix = job.parallel?.matrix[0] ?? {};
      const steps = [
        ...job.script.map(text => readScript(bare(text), gitlabShell)),
        ...(job.after_script ?? []).map(text => readScript(bare(text), gitlabShell, true)),
      ].map(step => withSet(withSet(step, ['NOTIFY_WEBHOOK'], 'secret'), Object.keys(matrix), 'matrix'));
      const approval = job.rules?.[0]?.when === 'manual';
      const reports = job.artifacts?.when === 'always' ? job.artifacts.paths : [];
      return {
        id: own(name),
        needs: job.needs.map(own),
        when: whenOf(job.rules?.[0]?.if),
        environment: approval ? undefined : job.environment?.name,
        approval,
        minutes: approval ? undefined : Number(job.timeout.replace(' minutes', '')),
        exclusive: job.resource_group,
        matrix: Object.values(matrix)[0] ?? [],
        cache: job.cache && `${job.cache.paths[0]} by ${job.cache.key.files[0]}`,
        artifacts: reports,
        secrets: secretsOf(steps),
        toolchain: undefined,
        steps: approval ? [] : steps,
      };
    });
}

const own = (name: string) => name.replace(/^typecheck$/, 'types').replace(/:typecheck$/, ':types');

/** Each script is a comment and a subshell. */
function bare(text: string): string {
  const [, inside] = /^# [^\n]*\n\(\n([\s\S]*)\)\n$/.exec(text) ?? [];
  return inside ?? text;
}

function whenOf(rule: string | undefined): string {
  if (rule === undefined) return 'change';
  if (rule === '$CI_PIPELINE_SOURCE != "merge_request_event"') return 'release';
  if (rule === '$CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == "main"') return 'pushed';
  const asked = /^\$CI_PIPELINE_SOURCE == "web" && \$DEPLOY_TO == "(.*)"$/.exec(rule);
  return asked ? `asked ${asked[1]}` : rule;
}
