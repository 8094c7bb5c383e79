/** npm run test:rendering: manifests, overlays and charts of each stack give equal objects, rendered by the real tools. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installTools } from '../../src/app/tools.ts';
import { tools as catalogue } from '../../src/generate/checks/tools/catalogue.ts';
import { findTool, toolPlaces } from '../../src/generate/checks/tools/places.ts';
import { generate } from '../conformance/projects.ts';
import { stacksOf } from '../conformance/stacks.ts';
import { differences } from './differences.ts';
import { type Chart, chartsIn } from './layout.ts';
import { type Programs, renderChart, renderManifests, renderOverlay } from './render.ts';

const project = process.env['PROJECT_ROOT'] ?? '.';
const work = mkdtempSync(join(tmpdir(), 'rendering-'));
let [passed, failed, compared] = [0, 0, 0];

function judge(faults: readonly string[], what: string): void {
  if (faults.length === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(`✗ ${what}`);
  for (const fault of faults.slice(0, 5)) console.log(`    ${fault}`);
}

function programs(): Programs | undefined {
  const places = toolPlaces(process.env);
  const [helm, kustomize] = ['helm', 'kustomize'].map(name => {
    const tool = catalogue.find(known => known.name === name);
    return tool && findTool(tool, places)?.path;
  });
  return helm && kustomize ? { helm, kustomize } : undefined;
}

/** One environment of one service, in every form that there is. */
async function compare(tools: Programs, stack: string, chart: Chart, environment: string): Promise<void> {
  const title = `${stack}, ${chart.service}, ${environment}`;
  const overlay = await renderOverlay(tools, join(chart.overlays, environment));
  const namespace =
    Object.values(overlay.objects).find(({ kind }) => kind === 'Namespace')?.metadata.name ?? '';
  const values = `values-${environment}.yaml`;
  const rendered = await renderChart(tools, chart.folder, values, namespace);
  judge([...overlay.faults, ...rendered.faults], `${title}: rendered without a fault`);
  if (overlay.faults.length + rendered.faults.length > 0) return;
  judge(differences(overlay.objects, rendered.objects), `${title}: overlay and chart are equal`);
  compared += Object.keys(overlay.objects).length;
  if (environment === chart.production)
    judge(
      differences(renderManifests(chart.manifests), overlay.objects),
      `${title}: manifests and overlay are equal`,
    );
  const installed = await renderChart(tools, chart.folder, values, namespace, [
    '--set',
    'namespace.create=false',
  ]);
  const missing = differences(rendered.objects, installed.objects);
  judge(
    missing.length === 1 && missing[0]?.startsWith('Namespace ') ? [] : missing,
    `${title}: all that an installed chart leaves out is its namespace`,
  );
}

try {
  const { problems } = await installTools(['helm', 'kustomize'], process.env, ({ name, version, from }) =>
    console.log(`installing ${name} ${version} from ${from}`),
  );
  for (const { message } of problems) judge([message], 'the tools are installed');
  const tools = programs();
  if (!tools) console.log('skipped: helm and kustomize could not be had');
  for (const stack of tools ? stacksOf(project, process.env['DEVOPS_FLOW_CORPUS']) : []) {
    const folder = join(work, 'projects', stack.name);
    const target = join(work, stack.name);
    const fault = generate(stack, join(project, 'dist', 'main.js'), folder, target);
    judge(fault === '' ? [] : [fault], `${stack.name} is generated`);
    for (const chart of fault === '' && tools ? chartsIn(target) : [])
      for (const environment of readdirSync(chart.overlays))
        await compare(tools as Programs, stack.name, chart, environment);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`\n${compared} objects compared`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
