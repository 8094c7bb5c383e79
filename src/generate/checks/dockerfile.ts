import type { From, Instruction } from 'dockerfile-ast';
import type { Problem } from '../../errors/index.ts';
import { execForm, lastStage, lineOf } from '../dockerfile/index.ts';
import { referenceIn } from './images.ts';
import { finding, type Parsed } from './parsed.ts';

const known = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);

/** A lost backslash makes an instruction of each line after it. */
const mostUnknown = 10;

/** What the documents say about the image, where they say it: a rule does not contradict them. */
export interface Expected {
  /** Whether somebody asks the image for its health. */
  readonly health: boolean;
  readonly user: string | undefined;
}

/** Rules for one Dockerfile; ids are hadolint's and Trivy's. */
export function checkDockerfile(file: Parsed, expected: Expected): Problem[] {
  const { dockerfile } = file;
  if (!dockerfile) return [];
  const instructions = dockerfile.getInstructions();
  const unknown = instructions.filter(instruction => !known.has(instruction.getKeyword()));
  const problems = unknown.slice(0, mostUnknown).map(instruction => {
    const reason = `unknown instruction ${instruction.getInstruction()}`;
    return finding(file, 'artifact-unparsable', { language: 'a Dockerfile', reason }, lineOf(instruction));
  });
  if (dockerfile.getFROMs().length === 0) {
    problems.push(
      finding(file, 'artifact-unparsable', { language: 'a Dockerfile', reason: 'it has no FROM' }),
    );
  }
  return [
    ...problems,
    ...bases(file, dockerfile.getFROMs()),
    ...instructions.flatMap(instruction => checkInstruction(file, instruction)),
    ...checkLastStage(file, instructions, expected),
  ];
}

function bases(file: Parsed, froms: readonly From[]): Problem[] {
  const stages = new Set<string | null>();
  return froms.flatMap(from => {
    const image = from.getImage() ?? '';
    const local = stages.has(image) || image === 'scratch';
    stages.add(from.getBuildStage());
    const { tag, digest } = referenceIn(image);
    if (local || digest !== undefined) return [];
    if (!tag) return [finding(file, 'DL3006', { image }, lineOf(from))];
    if (tag === 'latest') return [finding(file, 'DL3007', { image }, lineOf(from))];
    if (isExact(image, tag)) return [];
    const isYours = file.artifact.ownership === 'yours';
    return [finding(file, 'image-tag-moves', { image, isYours }, lineOf(from))];
  });
}

/** Debian counts its releases with two numbers, everything else with three. */
function isExact(image: string, tag: string): boolean {
  return (image.startsWith('debian:') ? /^\d+\.\d+/ : /^\d+\.\d+\.\d+/).test(tag);
}

function checkInstruction(file: Parsed, instruction: Instruction): Problem[] {
  const keyword = instruction.getKeyword();
  const text = instruction.getArgumentsContent() ?? '';
  const report = lineOf(instruction);
  if (keyword === 'ADD') return [finding(file, 'DL3020', { text: `ADD ${text}` }, report)];
  if (keyword === 'WORKDIR' && !text.startsWith('/'))
    return [finding(file, 'DL3000', { folder: text }, report)];
  const runs = keyword === 'CMD' || keyword === 'ENTRYPOINT';
  return runs && execForm(text) === undefined
    ? [finding(file, 'DL3025', { instruction: keyword }, report)]
    : [];
}

function checkLastStage(file: Parsed, instructions: readonly Instruction[], expected: Expected): Problem[] {
  const stage = lastStage(instructions);
  const user = stage.findLast(instruction => instruction.getKeyword() === 'USER');
  const given = user?.getArgumentsContent() ?? '';
  const name = given.split(':')[0] ?? '';
  const problems: Problem[] = [];
  if (!user) problems.push(finding(file, 'DL3002', { user: 'root: it has no USER' }));
  else if ((name === 'root' || name === '0') && given !== expected.user)
    problems.push(finding(file, 'DL3002', { user: name }, lineOf(user)));
  const check = stage.findLast(instruction => instruction.getKeyword() === 'HEALTHCHECK');
  if (!expected.health) return problems;
  if (!check || check.getArgumentsContent()?.trim().toUpperCase() === 'NONE')
    problems.push(finding(file, 'DS-0026', { what: 'the image' }));
  return problems;
}
