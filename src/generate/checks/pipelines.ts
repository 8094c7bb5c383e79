import { type Problem, problem } from '../../errors/index.ts';
import { buildPipeline, placementIn } from '../../model/pipeline/build.ts';
import { lossesOf } from '../../model/pipeline/losses.ts';
import { productTitles } from '../../model/pipeline/product.ts';
import type { Project } from '../../model/service.ts';
import { trace } from '../../model/traced.ts';
import type { Artifact, ArtifactKind } from '../artifacts/shared/artifact.ts';
import { placeOf, productOfKind } from '../artifacts/shared/folders.ts';
import { namesVersion } from './images.ts';
import { checkJenkinsfile } from './jenkinsfile.ts';
import { at, finding, items, type Parsed, pairs, show, type Tree } from './parsed.ts';

/** Rules for the pipelines of all products but GitHub, whose own are in workflow.ts. */
export function checkPipeline(file: Parsed): Problem[] {
  if (file.artifact.kind === 'jenkinsfile') return checkJenkinsfile(file);
  const rule = rules[file.artifact.kind];
  return rule ? file.trees.flatMap(tree => rule(file, tree)) : [];
}

type Rule = (file: Parsed, tree: Tree) => Problem[];

const rules: Partial<Record<ArtifactKind, Rule>> = {
  'gitlab-ci': (file, tree) => {
    const jobs = pairs(tree.value).filter(([, job]) => at(job, 'script') !== undefined);
    const known = new Set(jobs.map(([name]) => name));
    return [
      ...(jobs.length === 0 ? [incomplete(file, 'job with a script')] : []),
      ...jobs.flatMap(([name, job]) => [
        ...missing(file, name, items(at(job, 'needs')).map(neededJob), known),
        ...moving(file, name, at(job, 'image')),
      ]),
    ];
  },
  circleci: (file, tree) => {
    const jobs = new Set(pairs(at(tree.value, 'jobs')).map(([name]) => name));
    const workflows = pairs(at(tree.value, 'workflows')).filter(([name]) => name !== 'version');
    return [
      ...['version', 'jobs', 'workflows']
        .filter(key => at(tree.value, key) === undefined)
        .map(key => incomplete(file, key)),
      ...workflows.flatMap(([name, workflow]) => workflowOf(file, name, items(at(workflow, 'jobs')), jobs)),
      ...pairs(at(tree.value, 'executors')).flatMap(([name, executor]) =>
        items(at(executor, 'docker')).flatMap(container => moving(file, name, container)),
      ),
    ];
  },
  'azure-pipelines': (file, tree) => {
    const jobs = items(at(tree.value, 'jobs'));
    const known = new Set(jobs.map(nameOf));
    const staged = at(tree.value, 'stages') ?? at(tree.value, 'extends');
    return [
      ...(jobs.length === 0 && staged === undefined ? [incomplete(file, 'jobs')] : []),
      ...jobs.flatMap(job => [
        ...missing(file, nameOf(job), items(at(job, 'dependsOn')).map(show), known),
        ...moving(file, nameOf(job), at(job, 'container')),
      ]),
    ];
  },
};

const incomplete = (file: Parsed, part: string): Problem =>
  finding(file, 'artifact-incomplete', { what: 'the pipeline', missing: part });

const nameOf = (job: unknown): string => show(at(job, 'job') ?? at(job, 'deployment'));

const neededJob = (need: unknown): string => show(at(need, 'job') ?? need);

/** Where the text of a name stands, as near as it can be said. */
const lineWith = ({ lines }: Parsed, text: string): number | undefined => {
  const found = lines.findIndex(line => line.includes(text));
  return found < 0 ? undefined : found + 1;
};

function missing(file: Parsed, job: string, needs: readonly string[], known: ReadonlySet<string>): Problem[] {
  return needs
    .filter(name => !known.has(name))
    .map(name =>
      finding(
        file,
        'reference-missing',
        { object: `the job ${job}`, kind: 'job', name },
        lineWith(file, name),
      ),
    );
}

/** An image without a tag, or with one that moves. */
function moving(file: Parsed, job: string, image: unknown): Problem[] {
  const reference = at(image, 'image') ?? at(image, 'name') ?? image;
  if (typeof reference !== 'string' || reference.includes('$') || namesVersion(reference)) return [];
  return [finding(file, 'pipeline-image-moves', { job, image: reference }, lineWith(file, reference))];
}

/** An entry is the name of a job, or that name with more about it. */
function workflowOf(
  file: Parsed,
  workflow: string,
  entries: readonly unknown[],
  jobs: ReadonlySet<string>,
): Problem[] {
  const named = entries.flatMap(entry =>
    typeof entry === 'string' ? [[entry, undefined] as const] : pairs(entry),
  );
  const here = new Set(named.map(([name, more]) => show(at(more, 'name') ?? name)));
  return named.flatMap(([name, more]) => [
    ...(at(more, 'type') === 'approval' ? [] : missing(file, `of ${workflow}`, [name], jobs)),
    ...missing(file, name, items(at(more, 'requires')).map(show), here),
  ]);
}

/** What the documents ask of a pipeline and its product has no way to say, once for a file that is generated. */
export function checkLosses(project: Project, artifacts: readonly Artifact[]): Problem[] {
  const first = artifacts.find(
    ({ kind, ownership }) => productOfKind[kind] !== undefined && ownership !== 'yours',
  );
  const product = first && productOfKind[first.kind];
  if (!first || !product) return [];
  const placement = placementIn(project);
  const lost = trace(project).services.flatMap(service =>
    lossesOf(product, buildPipeline(service, placement)),
  );
  const what = [...new Set(lost.map(loss => loss.what))];
  if (what.length === 0) return [];
  return [
    problem('pipeline-not-said', { product: productTitles[product], what }, { artifact: placeOf(first) }),
  ];
}
