import { parse } from 'yaml';
import { azureShell } from '../azure/shell.ts';
import type { JobMeaning } from './meaning.ts';
import { readScript, readWord, withSet } from './read-shell.ts';

interface AzureStep {
  readonly checkout?: string;
  readonly bash?: string;
  readonly task?: string;
  readonly condition?: string;
  readonly displayName?: string;
  readonly env?: Record<string, string>;
  readonly inputs?: Record<string, string>;
}
interface AzureJob {
  readonly job?: string;
  readonly deployment?: string;
  readonly dependsOn: readonly string[];
  readonly condition: string;
  readonly timeoutInMinutes: string;
  readonly pool: unknown;
  readonly container?: { readonly image: string };
  readonly variables?: readonly { readonly group: string }[];
  readonly environment?: string;
  readonly strategy?: {
    readonly runOnce?: { readonly deploy: { readonly steps: readonly AzureStep[] } };
    readonly matrix?: Record<string, Record<string, string>>;
  };
  readonly steps?: readonly AzureStep[];
}

/** An azure-pipelines.yml read back. `service` is the first part of the names of variable groups. */
export function readAzure(content: string, service: string): readonly JobMeaning[] {
  const { jobs } = parse(content) as { jobs: readonly AzureJob[] };
  return jobs.map(job => {
    const all = job.steps ?? job.strategy?.runOnce?.deploy.steps ?? [];
    const legs = Object.values(job.strategy?.matrix ?? {});
    const variables = Object.keys(legs[0] ?? {});
    const approval = job.pool === 'server';
    const group = job.variables?.[0]?.group.slice(service.length + 1);
    const key = all.find(({ displayName }) => displayName === 'what the cache depends on')?.bash;
    const cache = all.find(({ task }) => task === 'Cache@2')?.inputs;
    return {
      id: own(job.job ?? job.deployment ?? ''),
      needs: job.dependsOn.map(own),
      when: whenOf(job.condition),
      environment: job.environment ?? group,
      approval,
      minutes: approval ? undefined : Number(job.timeoutInMinutes),
      exclusive: undefined,
      matrix: legs.flatMap(leg => Object.values(leg)),
      cache: cache && `${cache['path']} by ${readWord((key ?? '').replace(/^cat -- /, '')).value}`,
      artifacts: all
        .filter(({ task, condition }) => task?.startsWith('Publish') && condition === 'always()')
        .map(({ inputs }) => inputs?.['targetPath'] ?? ''),
      secrets: [...new Set(all.flatMap(({ env = {} }) => Object.keys(env)))],
      toolchain: undefined,
      steps: all
        .filter(({ bash }) => bash?.startsWith('set -e\n'))
        .map(({ bash = '', condition, env = {} }) => {
          const step = readScript(bash, azureShell, condition === 'always()');
          return withSet(withSet(step, Object.keys(env), 'secret'), variables, 'matrix');
        }),
    };
  });
}

const own = (name: string) => name.replaceAll('_', '-');

function whenOf(condition: string): string {
  if (condition === 'succeeded()') return 'change';
  if (condition === "and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'))") return 'release';
  if (condition === "and(succeeded(), in(variables['Build.Reason'], 'IndividualCI', 'BatchedCI'))")
    return 'pushed';
  const asked =
    /^and\(succeeded\(\), eq\(variables\['Build.Reason'\], 'Manual'\), eq\(variables\['deployTo'\], '(.*)'\)\)$/.exec(
      condition,
    );
  return asked ? `asked ${asked[1]?.replaceAll("''", "'")}` : condition;
}
