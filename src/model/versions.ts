/**
 * Whether a version contradicts one that is decided, as far as both say: 15.3 contradicts 16, 16.4 does not. "16+" is 16
 * or later. What is no version contradicts nothing.
 */
export function isOtherVersion(said: string, decided: string): boolean {
  const [own, wanted] = [partsOf(said), partsOf(decided)];
  const difference = wanted.map((part, i) => (own[i] ?? part) - part).find(step => step !== 0) ?? 0;
  if (own.length === 0 || difference === 0) return false;
  return decided.endsWith('+') ? difference < 0 : true;
}

function partsOf(version: string): readonly number[] {
  const written = /^v?(\d{1,6}(?:\.\d{1,6}){0,3})(?![\w.])/i.exec(version.trim())?.[1];
  return written?.split('.').map(Number) ?? [];
}
