/** What documents say of security and observability, in cells of prose with a few fixed forms. */
import type { Traced } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';

/** A security requirement of the documents, found by a word in its name, such as "TLS". */
export function requirement({ security }: ServiceView, word: RegExp) {
  return security.find(item => word.test(item.name.value));
}

/** `Domain: api.example.com` among the facts of a requirement: the part after the key. */
export function fact(facts: readonly Traced<string>[] | undefined, key: string): Traced<string> | undefined {
  const prefix = `${key.toLowerCase()}:`;
  const found = facts?.find(item => item.value.trim().toLowerCase().startsWith(prefix));
  return found?.map(value => value.trim().slice(prefix.length).trim());
}
