/** Quantities of Kubernetes, as the model keeps them, in the numbers that clouds ask for. */

const mebibytesOf: Readonly<Record<string, number>> = { Ki: 1 / 1024, Mi: 1, Gi: 1024, Ti: 1024 * 1024 };

/** "4Gi" is 4096. */
export function mebibytes(quantity: string): number {
  const [, amount = '', unit = ''] = /^([\d.]+)([KMGT]i)?$/.exec(quantity) ?? [];
  return Number(amount) * (mebibytesOf[unit] ?? 1 / (1024 * 1024));
}

/** "250m" is 0.25. */
export const cores = (quantity: string): number =>
  quantity.endsWith('m') ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity);
