/**
 * npm run test:policies: the policies of a project over what is generated for it, by the real `opa`; the expressions for
 * Kyverno by the API server of KUBECONFIG.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '../conformance/projects.ts';
import { stacksOf } from '../conformance/stacks.ts';
import { runSuite, type Suite } from '../suite/index.ts';
import { Tally } from '../suite/tally.ts';
import { bringTools } from '../suite/tools.ts';
import { onACluster } from './cluster.ts';
import { byKyverno } from './kyverno.ts';
import { commandsOf, objectsBelow, objectsIn, Policies } from './opa.ts';
import { spoiled } from './spoiled.ts';

/** Folders of manifests. */
const manifests = ['k8s', 'strategies', 'mesh', 'gitops', 'secrets/external-secrets'];

await runSuite(
  'policies',
  async suite => {
    const { work, tally, project } = suite;
    const { pathOf, problems } = await bringTools(['opa']);
    const opa = pathOf('opa');
    if (opa === undefined) {
      tally.faultless(
        'opa is here',
        problems.map(({ message }) => message),
      );
      return;
    }
    mkdirSync(join(work, 'stacks'));
    const corpus = process.env['DEVOPS_FLOW_CORPUS'];
    let objects = 0;
    // Stacks of one family have no policies.
    const whole = stacksOf(project, corpus).filter(({ options }) => !options.includes('--family'));
    for (const stack of whole) {
      const folder = join(work, 'stacks', stack.name);
      const fault = await generate(stack, join(work, 'projects', stack.name), folder);
      if (tally.judge(`${stack.name} is generated`, fault === '', () => fault))
        objects += await tryStack(folder, new Policies(opa, join(folder, 'policies')), stack.name, tally);
    }
    tally.judge('there are objects to look at', objects > 500, () => String(objects));
    const example = join(work, 'stacks', 'example orders');
    await trySpoiled(example, new Policies(opa, join(example, 'policies')), tally);
    await onACluster(suite, example);
    await byKyverno(suite, example);
    console.log(`\n${objects} objects of ${whole.length} stacks`);
  },
  new Tally({ quiet: true }),
);

/** @returns how many objects there were */
async function tryStack(
  folder: string,
  policies: Policies,
  name: string,
  tally: Suite['tally'],
): Promise<number> {
  const objects = manifests
    .map(part => join(folder, part))
    .filter(part => existsSync(part))
    .flatMap(objectsBelow);
  tally.faultless(`${name}: its manifests pass its policies`, await policies.refused('kubernetes', objects));
  const dockerfile = join(folder, 'Dockerfile');
  if (existsSync(dockerfile)) {
    const commands = commandsOf(readFileSync(dockerfile, 'utf8'));
    tally.faultless(`${name}: its image passes them`, await policies.refused('dockerfile', [commands]));
  }
  return objects.length;
}

async function trySpoiled(folder: string, policies: Policies, tally: Suite['tally']): Promise<void> {
  for (const { file, from, to, words } of spoiled) {
    const text = readFileSync(join(folder, file), 'utf8');
    const worse = text.replace(from, to);
    const found =
      file === 'Dockerfile'
        ? await policies.refused('dockerfile', [commandsOf(worse)])
        : await policies.refused('kubernetes', objectsIn(worse));
    tally.judge(
      `${file} with ${to.trim().split('\n')[0]} is refused: ${words}`,
      worse !== text && found.length > 0 && found.every(message => message.includes(words)),
      () => found.join('\n'),
    );
  }
}
