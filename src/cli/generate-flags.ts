import { Argument, type Command, Option } from 'commander';
import type { PrepareRequest } from '../app/generate/prepare.ts';
import { collect, type DocumentFlags, documentFlags } from './document-flags.ts';
import { given } from './given.ts';

export interface GenerateFlags extends DocumentFlags {
  all?: boolean;
  family?: string[];
  output?: string;
  type?: string;
  name?: string;
  language?: string;
  port?: string;
  replicas?: string;
  deployStrategy?: string;
  cloud?: string;
  conflicts?: string;
}

const pipelineType = (): Option =>
  new Option(
    '--type <product>',
    'what runs the pipeline: github-actions, gitlab-ci, jenkins, circleci or azure-pipelines',
  );

/** The flags of all commands that make files out of documents: what they are made of. */
export function projectFlags(command: Command, type = pipelineType()): Command {
  return documentFlags(command)
    .addOption(type)
    .option('--name <name>', 'name of the service')
    .option('--language <name>', 'language of the service')
    .option('--port <number>', 'port of the service')
    .option('--replicas <number>', 'instances in every environment')
    .option('--deploy-strategy <name>', 'strategy of every environment, such as blue-green')
    .option('--cloud <name>', 'cloud that it runs in: aws, gcp or azure');
}

/** The project that a command is about. */
export const folderArgument = (): Argument =>
  new Argument(
    '[folder]',
    'project folder whose documents are found by themselves (default: . when none is named)',
  );

/** The project, and which of its files a command of all families is about. */
export function familyFlags(command: Command): Command {
  return command
    .addArgument(folderArgument())
    .option('--output <folder>', 'the folder above those of the families (default: the project folder)')
    .option('--family <name>', 'only this family; may be given again', collect)
    .option('--all', 'every family, whatever outputs of devops-flow.yaml says');
}

export const conflictsOption = (): Option =>
  new Option(
    '--conflicts <how>',
    'parts that you and the generator changed differently: write nothing, or both sides between markers',
  ).choices(['refuse', 'markers']);

/** What the flags choose, apart from the documents. */
export function chosenBy(
  flags: GenerateFlags,
): Pick<PrepareRequest, 'options' | 'type' | 'families' | 'output' | 'all'> {
  const { name, language, port, replicas, deployStrategy, cloud, type, family, output, all } = flags;
  return {
    options: given({ name, language, port, replicas, deployStrategy, cloud }),
    type,
    families: family ?? [],
    output,
    ...(all && { all }),
  };
}

export const conflictsOf = ({ conflicts }: GenerateFlags): 'refuse' | 'markers' | undefined =>
  conflicts === 'markers' || conflicts === 'refuse' ? conflicts : undefined;
