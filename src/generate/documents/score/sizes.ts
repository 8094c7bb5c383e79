/** Compute of a container: quantities of Kubernetes, in the forms that the model has for them. */
import type { FieldPath } from '../../../model/facts.ts';
import type { TreeNode } from '../tree/node.ts';
import { cpu, memory } from './forms.ts';
import { fits } from './shape.ts';
import { child, type Sheet, scalar } from './sheet.ts';

/** States requests and limits below the path. Nothing (0) is no size; it is left over. */
export function readSizes(container: TreeNode, path: FieldPath, sheet: Sheet): void {
  for (const part of ['requests', 'limits']) {
    const sizes = child(child(container, 'resources'), part);
    const [processors, bytes] = [scalar(sizes, 'cpu'), scalar(sizes, 'memory')];
    const found = {
      cpu: processors && millicores(processors.token.text),
      memory: bytes && mebibytes(bytes.token.text),
    };
    if (processors && found.cpu) sheet.state([...path, part, 'cpu'], found.cpu, processors);
    if (bytes && found.memory) sheet.state([...path, part, 'memory'], found.memory, bytes);
  }
}

/** "0.250" and "250m" are "250m", "2" is "2". What is less than a thousandth counts as one. */
export function millicores(text: string): string | undefined {
  if (!fits(text, cpu)) return undefined;
  const thousandths = text.endsWith('m') ? Number(text.slice(0, -1)) : Number(text) * 1000;
  if (!Number.isFinite(thousandths) || thousandths === 0) return undefined;
  const whole = Math.ceil(Math.round(thousandths * 1e6) / 1e6);
  return whole % 1000 === 0 ? String(whole / 1000) : `${whole}m`;
}

const powers: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ...['K', 'M', 'G', 'T', 'P', 'E'].map((unit, i) => [unit, 1000 ** (i + 1)] as const),
  ...['K', 'M', 'G', 'T', 'P', 'E'].map((unit, i) => [`${unit}i`, 1024 ** (i + 1)] as const),
]);

/** "256Mi" is itself, "1024Mi" is "1Gi"; other units are rounded up to whole MiB: "128M" is "123Mi". */
export function mebibytes(text: string): string | undefined {
  if (!fits(text, memory)) return undefined;
  const unit = /[A-Za-z]*$/.exec(text)?.[0] ?? '';
  const bytes = Number(text.slice(0, text.length - unit.length)) * (powers.get(unit) ?? Number.NaN);
  if (!Number.isFinite(bytes) || bytes === 0) return undefined;
  const whole = Math.ceil(bytes / 1024 ** 2);
  if (whole > Number.MAX_SAFE_INTEGER) return undefined;
  return whole % 1024 === 0 ? `${whole / 1024}Gi` : `${whole}Mi`;
}
