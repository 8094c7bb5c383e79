/** npm run test:rendering: manifests, overlays and charts of each stack give equal objects, rendered by the real tools. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '../conformance/projects.ts';
import type { Stack } from '../conformance/stack.ts';
import { stacksOf } from '../conformance/stacks.ts';
import { runSuite, type Suite } from '../suite/index.ts';
import { Tally } from '../suite/tally.ts';
import { bringTools } from '../suite/tools.ts';
import { differences } from './differences.ts';
import { type Chart, chartsIn } from './layout.ts';
import { type Programs, renderChart, renderManifests, renderOverlay } from './render.ts';

await runSuite(
  'rendering',
  async suite => {
    const { pathOf, problems } = await bringTools(['helm', 'kustomize']);
    suite.tally.faultless(
      'the tools are installed',
      problems.map(({ message }) => message),
    );
    const [helm, kustomize] = [pathOf('helm'), pathOf('kustomize')];
    if (!helm || !kustomize) return suite.tally.skip('helm and kustomize could not be had');
    let compared = 0;
    for (const stack of stacksOf(suite.project, process.env['DEVOPS_FLOW_CORPUS']))
      compared += await tryStack({ helm, kustomize }, stack, suite);
    console.log(`\n${compared} objects compared`);
  },
  new Tally({ quiet: true }),
);

/** @returns how many objects were compared */
async function tryStack(tools: Programs, stack: Stack, { work, tally }: Suite): Promise<number> {
  const target = join(work, stack.name);
  const fault = await generate(stack, join(work, 'projects', stack.name), target);
  if (!tally.judge(`${stack.name} is generated`, fault === '', () => fault)) return 0;
  let compared = 0;
  for (const chart of chartsIn(target))
    for (const environment of readdirSync(chart.overlays))
      compared += await compare(
        tools,
        `${stack.name}, ${chart.service}, ${environment}`,
        chart,
        environment,
        tally,
      );
  return compared;
}

/** One environment of one service, in every form that there is. @returns how many objects it has */
async function compare(
  tools: Programs,
  title: string,
  chart: Chart,
  environment: string,
  tally: Tally,
): Promise<number> {
  const overlay = await renderOverlay(tools, join(chart.overlays, environment));
  const namespace =
    Object.values(overlay.objects).find(({ kind }) => kind === 'Namespace')?.metadata.name ?? '';
  const values = `values-${environment}.yaml`;
  const rendered = await renderChart(tools, chart.folder, values, namespace);
  const faults = [...overlay.faults, ...rendered.faults];
  if (!tally.faultless(`${title}: rendered without a fault`, faults)) return 0;
  tally.faultless(`${title}: overlay and chart are equal`, differences(overlay.objects, rendered.objects));
  if (environment === chart.production)
    tally.faultless(
      `${title}: manifests and overlay are equal`,
      differences(renderManifests(chart.manifests), overlay.objects),
    );
  const alone = ['--set', 'namespace.create=false'];
  const installed = await renderChart(tools, chart.folder, values, namespace, alone);
  const missing = differences(rendered.objects, installed.objects);
  tally.faultless(
    `${title}: all that an installed chart leaves out is its namespace`,
    missing.length === 1 && missing[0]?.startsWith('Namespace ') ? [] : missing,
  );
  return Object.keys(overlay.objects).length;
}
