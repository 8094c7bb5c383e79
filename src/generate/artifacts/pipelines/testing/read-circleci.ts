import { parse } from 'yaml';
import { circleShell } from '../circleci/shell.ts';
import { type JobMeaning, secretsOf } from './meaning.ts';
import { readScript, readWord, withSet } from './read-shell.ts';

interface Run {
  readonly name: string;
  readonly when?: string;
  readonly no_output_timeout?: string;
  readonly command: string;
}
interface Steps {
  readonly run?: Run;
  readonly store_artifacts?: { readonly path: string };
  readonly save_cache?: { readonly paths: readonly string[] };
}
interface CircleJob {
  readonly environment?: Record<string, string>;
  readonly steps: readonly ('checkout' | Steps)[];
}
interface Entry {
  readonly type?: string;
  readonly requires?: readonly string[];
  readonly context?: string;
  readonly filters?: { readonly branches: { readonly only: string } };
  readonly 'serial-group'?: string;
  readonly matrix?: { readonly parameters: Record<string, readonly string[]> };
}
interface Config {
  readonly jobs: Record<string, CircleJob>;
  readonly workflows: Record<
    string,
    { readonly when: { equal: readonly string[] }; readonly jobs: readonly unknown[] }
  >;
}

/** What CircleCI reads `\<<` as. */
const plainText = (text: string) => text.replaceAll('\\<<', '<<');

/** A .circleci/config.yml read back: the jobs of the usual workflow, and of each other one its last. */
export function readCircle(content: string, service: string): readonly JobMeaning[] {
  const { jobs, workflows } = parse(content) as Config;
  return Object.values(workflows).flatMap(({ when, jobs: listed }) => {
    const entries = listed.map(entryOf);
    const asked = when.equal[0] ?? '';
    const wanted = asked === '' ? entries : entries.slice(-1);
    return wanted.map(([id, entry]) => jobOf(id, entry, jobs[id], asked, service));
  });
}

const entryOf = (entry: unknown): readonly [string, Entry] =>
  typeof entry === 'string' ? [entry, {}] : (Object.entries(entry as Record<string, Entry>)[0] ?? ['', {}]);

function jobOf(
  id: string,
  entry: Entry,
  job: CircleJob | undefined,
  asked: string,
  service: string,
): JobMeaning {
  const steps = (job?.steps ?? []).flatMap(step => (step === 'checkout' ? [] : [step]));
  const runs = steps.flatMap(({ run }) => run ?? []);
  const key = runs.find(({ name }) => name === 'what the cache depends on')?.command;
  const folder = steps.find(step => step.save_cache)?.save_cache?.paths[0];
  const read = runs
    .filter(({ no_output_timeout: limit, when }) => limit !== undefined && when !== 'on_fail')
    .map(({ command, when }) => {
      const text = plainText(command).replace(/^STATUS=success\n/, '');
      const step = readScript(text, circleShell, when !== undefined);
      return withSet(
        withSet(step, ['NOTIFY_WEBHOOK'], 'secret'),
        Object.keys(job?.environment ?? {}),
        'matrix',
      );
    });
  return {
    id,
    needs: entry.requires ?? [],
    when:
      asked === '' ? (entry.filters ? `branch ${entry.filters.branches.only}` : 'change') : `asked ${asked}`,
    environment: entry.context?.slice(service.length + 1),
    approval: entry.type === 'approval',
    minutes: undefined,
    exclusive: entry['serial-group']?.replace('<< pipeline.project.slug >>/', ''),
    matrix: Object.values(entry.matrix?.parameters ?? {})[0] ?? [],
    cache: folder && `${folder} by ${readWord(plainText((key ?? '').replace(/^cat -- /, ''))).value}`,
    artifacts: steps.flatMap(({ store_artifacts: kept }) => (kept ? [plainText(kept.path)] : [])),
    secrets: secretsOf(read),
    toolchain: undefined,
    steps: read,
  };
}
