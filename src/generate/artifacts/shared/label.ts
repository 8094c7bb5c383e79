import { change, type Text } from '../../../model/traced.ts';

/** A DNS label out of any text: "AWS Secrets Manager" -> aws-secrets-manager. */
export function label(value: Text): Text {
  return change(value, labelOf);
}

/** The same of text that has no memory. */
export function labelOf(name: string): string {
  const cleaned = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 63);
  return trimmed(cleaned, /[a-z0-9]/) || 'none';
}

/** Drops what does not match from both ends. */
export function trimmed(value: string, good: RegExp): string {
  let [from, to] = [0, value.length];
  while (from < to && !good.test(value[from] ?? '')) from++;
  while (to > from && !good.test(value[to - 1] ?? '')) to--;
  return value.slice(from, to);
}
