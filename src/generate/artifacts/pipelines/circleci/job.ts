import { toolchainImage } from '../../../../model/pipeline/images.ts';
import type { Artifact, Cache, Job } from '../../../../model/pipeline.ts';
import { change, plain, type Text, text } from '../../../../model/traced.ts';
import { shellWord } from '../../shared/shell.ts';
import { type YamlNode, type YamlObject, YamlText } from '../../shared/yaml.ts';
import { outputsRead } from '../shell/outputs.ts';
import type { ShellStep } from '../shell/shell.ts';
import { shellSteps } from '../shell/steps.ts';
import { circleShell, circleText } from './shell.ts';

/** The job as such: where it runs and what it does. When, after what, and with which secrets is its workflow's matter. */
export function circleJob(job: Job): YamlNode {
  const { matrix, cache, outputs, artifacts } = job;
  return {
    description: circleText(job.title),
    parameters: matrix && {
      [parameterOf(matrix.variable)]: { type: 'enum', enum: matrix.values },
    },
    ...machineOf(job),
    environment: matrix && { [matrix.variable]: `<< parameters.${parameterOf(matrix.variable)} >>` },
    steps: [
      'checkout',
      ...(outputsRead(job).length > 0 ? [{ attach_workspace: { at: '.' } }] : []),
      ...(cache ? restored(cache) : []),
      ...shellSteps(job, circleShell).flatMap(step => runs(step, job.minutes)),
      ...(cache ? [{ save_cache: { key: keyOf(cache), paths: [cache.folder] } }] : []),
      ...(outputs.length > 0
        ? [{ persist_to_workspace: { root: '.', paths: [text`outputs/${job.id}`] } }]
        : []),
      ...artifacts.map(kept),
    ],
  };
}

/** Parameters are written in small letters. */
export const parameterOf = (variable: string): string => variable.toLowerCase();

/** A container of the language, or a machine with Docker. CircleCI takes dated machine images away after a time. */
function machineOf({ steps }: Job): YamlObject {
  const toolchain = steps.find(step => step.kind === 'toolchain');
  if (!toolchain) return { machine: { image: 'ubuntu-2404:current' } };
  const image = toolchainImage(toolchain.language, toolchain.version);
  return { executor: executorName(image) };
}

/** Jobs of one language share one image, and each says by name which. */
export const executorName = (image: Text): Text =>
  change(image, reference =>
    reference
      .replace(/^.*\//, '')
      .replaceAll(/[^a-z0-9]+/gi, '-')
      .toLowerCase(),
  );

/** The images that the jobs run in, each under the name by which the jobs ask for it. */
export function executorsOf(jobs: readonly Job[]): readonly (readonly [Text, YamlNode])[] {
  const found = new Map<string, readonly [Text, YamlNode]>();
  for (const { steps } of jobs)
    for (const step of steps) {
      if (step.kind !== 'toolchain') continue;
      const image = toolchainImage(step.language, step.version);
      const name = executorName(image);
      if (!found.has(plain(name))) found.set(plain(name), [name, { docker: [{ image: circleText(image) }] }]);
    }
  return [...found.values()];
}

const timed = (name: string, lines: readonly Text[], minutes: number, when?: string): YamlObject => ({
  run: {
    name,
    when,
    no_output_timeout: `${minutes}m`,
    command: new YamlText(lines),
  },
});

/** CircleCI does not tell a step how the job ended, but starts it only in one of the two cases. */
function runs({ name, lines, always }: ShellStep, minutes: number): YamlNode[] {
  if (!always) return [timed(name, lines, minutes)];
  return (['success', 'fail'] as const).map(status =>
    timed(`${name} (${status})`, [`STATUS=${status}`, ...lines], minutes, `on_${status}`),
  );
}

/** A key file that is missing would fail the step that asks for its checksum. */
const restored = (cache: Cache): YamlNode[] => [
  {
    run: {
      name: 'what the cache depends on',
      command: change(
        circleText(shellWord(cache.key)),
        file => `cat -- ${file} > /tmp/cache-key || touch /tmp/cache-key`,
      ),
    },
  },
  { restore_cache: { keys: [keyOf(cache)] } },
];

const keyOf = ({ name }: Cache): string => `${name}-{{ checksum "/tmp/cache-key" }}`;

const kept = ({ name, path }: Artifact): YamlNode => ({
  store_artifacts: { path: circleText(path), destination: name },
});
