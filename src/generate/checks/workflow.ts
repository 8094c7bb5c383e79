import type { Problem } from '../../errors/index.ts';
import { at, finding, items, type Parsed, type Path, pairs, show, type Tree } from './parsed.ts';

/** Rules for a GitHub workflow; ids are zizmor's. */
export function checkWorkflow(file: Parsed): Problem[] {
  if (file.artifact.kind !== 'github-workflow') return [];
  return file.trees.flatMap(tree => [
    ...['on', 'jobs']
      .filter(key => at(tree.value, key) === undefined)
      .map(missing => finding(file, 'artifact-incomplete', { what: 'the workflow', missing })),
    ...(at(tree.value, 'permissions') === undefined
      ? [finding(file, 'excessive-permissions', { where: 'the workflow' })]
      : []),
    ...pairs(at(tree.value, 'jobs')).flatMap(([name, job]) => checkJob(file, tree, name, job)),
  ]);
}

function checkJob(file: Parsed, tree: Tree, name: string, job: unknown): Problem[] {
  const path = ['jobs', name];
  const missing =
    at(job, 'uses') === undefined ? ['runs-on', 'steps'].filter(key => at(job, key) === undefined) : [];
  return [
    ...missing.map(key =>
      finding(file, 'artifact-incomplete', { what: `the job ${name}`, missing: key }, tree.lineOf(path)),
    ),
    ...(at(job, 'permissions') === undefined
      ? [finding(file, 'excessive-permissions', { where: `the job ${name}` }, tree.lineOf(path))]
      : []),
    ...needs(file, tree, name, job),
    ...items(at(job, 'steps')).flatMap((step, i) => checkStep(file, tree, name, step, [...path, 'steps', i])),
  ];
}

function needs(file: Parsed, tree: Tree, name: string, job: unknown): Problem[] {
  return items(at(job, 'needs')).flatMap((needed, i) => {
    if (at(tree.value, 'jobs', show(needed)) !== undefined) return [];
    const facts = { object: `the job ${name}`, kind: 'job', name: show(needed) };
    return [finding(file, 'reference-missing', facts, tree.lineOf(['jobs', name, 'needs', i]))];
  });
}

function checkStep(file: Parsed, tree: Tree, job: string, step: unknown, path: Path): Problem[] {
  const uses = at(step, 'uses');
  const run = at(step, 'run');
  if (uses === undefined && run === undefined) {
    return [
      finding(
        file,
        'artifact-incomplete',
        { what: `a step of ${job}`, missing: 'uses or run' },
        tree.lineOf(path),
      ),
    ];
  }
  const problems: Problem[] = [];
  if (typeof uses === 'string' && !isPinned(uses)) {
    problems.push(finding(file, 'unpinned-uses', { action: uses }, tree.lineOf([...path, 'uses'])));
  }
  if (
    typeof uses === 'string' &&
    uses.startsWith('actions/checkout@') &&
    at(step, 'with', 'persist-credentials') !== false
  ) {
    problems.push(finding(file, 'artipacked', { job }, tree.lineOf([...path, 'uses'])));
  }
  if (typeof run === 'string' && run.includes('${{')) {
    problems.push(finding(file, 'template-injection', { job }, tree.lineOf([...path, 'run'])));
  }
  return problems;
}

/** An action of the same repository is pinned with it. */
function isPinned(uses: string): boolean {
  return uses.startsWith('./') || /@(?:[0-9a-f]{40}|sha256:[0-9a-f]{64})$/.test(uses);
}
