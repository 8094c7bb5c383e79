import type { Pipeline, Step, StepOf, Value } from '../../../../model/pipeline.ts';
import { plain } from '../../../../model/traced.ts';
import { githubDialect } from '../github/steps.ts';
import { jobMeaning, stepsOf, valueOf } from './meaning.ts';
import type { GithubMeaning } from './read-github.ts';

/** What the neutral pipeline means in GitHub Actions, where actions stand for some of the steps. */
export const expectedOfGithub = ({ jobs }: Pipeline): readonly GithubMeaning[] =>
  jobs.map(job => {
    const steps = job.steps.filter(({ kind }) => byCommands.has(kind));
    return {
      ...jobMeaning(job, stepsOf({ ...job, steps }, githubDialect)),
      secrets: [],
      toolchain: undefined,
      asked: job.steps.flatMap(askedOf),
    };
  });

const byCommands = new Set(['run', 'sign-image', 'cluster-access', 'script', 'notify']);

/** What an action is asked for, from the neutral step: nothing for those that are commands. */
function askedOf(step: Step): readonly string[] {
  const asks = asked[step.kind];
  return asks ? [(asks as (step: Step) => string)(step)] : [];
}

/** Actions stand in the job that builds, or are given what others have built. */
const said = (value: Value): string => valueOf(value, 'build');

const asked: { readonly [Kind in Step['kind']]?: (step: StepOf<Kind>) => string } = {
  'review-dependencies': () => 'review-dependencies',
  'scan-sources': ({ scanner }) => `scan-sources ${said(scanner)}`,
  'scan-image': ({ image }) => `scan-image ${said(image)}`,
  'attest-image': ({ repository, digest }) => `attest-image ${said(repository)} ${said(digest)}`,
  'registry-login': ({ registry = '', user, password }) =>
    `registry-login ${said(registry)} ${said(user)} ${said(password)}`,
  'build-image': ({ context, dockerfile, target = '', repository }) =>
    `build-image ${said(context)} ${said(dockerfile)} ${said(target)} text ${plain(repository)}:\${{ github.sha }}`,
};
