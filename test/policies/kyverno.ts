/** The policies for Kyverno by its own command, which DEVOPS_FLOW_KYVERNO names: building it takes half an hour. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../src/generate/checks/tools/run-program.ts';
import type { Suite } from '../suite/index.ts';
import { bad, good } from './objects.ts';

const labels = {
  'kubernetes.io/metadata.name': 'orders',
  'pod-security.kubernetes.io/enforce': 'restricted',
};

export async function byKyverno({ tally, work }: Suite, example: string): Promise<void> {
  tally.title('the policies for Kyverno, by its own command');
  const kyverno = process.env['DEVOPS_FLOW_KYVERNO'];
  if (kyverno === undefined) return tally.skip('DEVOPS_FLOW_KYVERNO names no program: not exercised');
  const folder = join(work, 'kyverno');
  mkdirSync(folder);
  const values = {
    apiVersion: 'cli.kyverno.io/v1alpha1',
    kind: 'Value',
    namespaceSelector: [{ name: 'orders', labels }],
  };
  writeFileSync(join(folder, 'values.json'), JSON.stringify(values));
  const refusals = async (text: string): Promise<string> => {
    writeFileSync(join(folder, 'object.yaml'), text);
    const about = ['--resource', join(folder, 'object.yaml'), '--values-file', join(folder, 'values.json')];
    const argv = [kyverno, 'apply', join(example, 'policies', 'kyverno'), ...about, '--detailed-results'];
    const { stdout, stderr } = await runProgram(argv);
    const counted = /^pass: (\d+), fail: (\d+),.* error: 0/m.exec(stdout);
    if (!counted || Number(counted[1]) + Number(counted[2]) === 0) throw new Error(`${stdout}${stderr}`);
    return counted[2] === '0' ? '' : stdout;
  };
  for (const [i, text] of good.entries())
    tally.equal(`Kyverno lets good object ${i + 1} in`, await refusals(text), '');
  for (const [words, text] of Object.entries(bad)) {
    const said = await refusals(text);
    tally.judge(`Kyverno: ${words}`, said.includes(words), () => said);
  }
}
