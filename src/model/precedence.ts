/** Which statement counts when several documents speak about one field. docs/INPUTS.md says it in prose. */
import type { Problem } from '../errors/index.ts';
import { problem } from '../errors/index.ts';
import type { Draft } from './draft.ts';
import type { DocumentKind, Fact, FieldPath, Reading } from './facts.ts';
import { fieldText } from './facts.ts';
import { isJoined, withJoinedLists } from './joined-lists.ts';
import { sameProduct } from './products.ts';

interface Ranked {
  readonly fact: Fact;
  readonly kind: DocumentKind;
  readonly rank: number;
}

const others: readonly DocumentKind[] = ['score', 'compose', 'tasks', 'thresholds'];
const general: readonly DocumentKind[] = ['service', 'spec', ...others, 'req', 'adr'];
/** Where it runs is the decision of an ADR. */
const cloud: readonly DocumentKind[] = ['adr', 'service', 'spec', ...others, 'req'];
/** Environments, resources, what is observed and what is secured are the requirement's own subjects. */
const owned = new Set<FieldPath[number] | undefined>(['environments', 'observability', 'security']);
const required: readonly DocumentKind[] = ['service', 'req', 'spec', ...others, 'adr'];

function order(path: FieldPath): readonly DocumentKind[] {
  const [root, subject] = path;
  if (subject === 'cloud') return cloud;
  return root === 'resources' || owned.has(subject) ? required : general;
}

/** The smallest counts. */
const rankOf = ({ path, derived }: Fact, kind: DocumentKind) =>
  order(path).indexOf(kind) + (derived ? 10 : 0);

/**
 * Puts the winning statement of each field into the draft and reports each that contradicts it. `prefix` is what problems
 * call the service: `service`, or `services.NAME` where there are several.
 */
export function choose(readings: readonly Reading[], draft: Draft, prefix = 'service'): Problem[] {
  const problems: Problem[] = [];
  for (const candidates of byField(readings).values()) {
    const sorted = candidates.toSorted((a, b) => a.rank - b.rank);
    const [winner, ...others] = sorted;
    if (!winner || draft.has(winner.fact.path)) continue;
    const { path, value, at, derived } = winner.fact;
    draft.set(path, value, { from: 'document', at }, derived);
    for (const other of others) {
      if (!other.fact.derived && !agree(winner.fact, other.fact)) {
        problems.push(contradiction(winner, other, prefix));
      }
    }
  }
  return problems;
}

/** Of a resource the product counts, not the word for it: "postgres" and "RDS PostgreSQL" agree. Joined items do anyway. */
function agree({ path, value }: Fact, other: Fact): boolean {
  const [root, , field] = path;
  if (value === other.value || isJoined(path)) return true;
  return root === 'resources' && field === 'type' && sameProduct(String(value), String(other.value)) === true;
}

function byField(readings: readonly Reading[]): Map<string, Ranked[]> {
  const fields = new Map<string, Ranked[]>();
  const joined = withJoinedLists(readings, rankOf);
  const owners = listOwners(joined);
  for (const { facts, document } of joined) {
    for (const fact of facts) {
      const owner = owners.get(listOf(fact.path));
      const rank = rankOf(fact, document.kind);
      // What one document says of all services and of this one are two lists too.
      if (owner && (owner.file !== document.file || rank > owner.rank)) continue;
      const ranked = { fact, kind: document.kind, rank };
      const known = fields.get(fact.field);
      if (known) known.push(ranked);
      else fields.set(fact.field, [ranked]);
    }
  }
  return fields;
}

/** The list of scalars that the path leads into, or an empty text: such lists are taken whole from one document. */
function listOf(path: FieldPath): string {
  const index = path.findIndex(part => typeof part === 'number');
  return index < 0 ? '' : fieldText(path.slice(0, index));
}

function listOwners(readings: readonly Reading[]): Map<string, { file: string; rank: number }> {
  const owners = new Map<string, { file: string; rank: number }>();
  for (const { facts, document } of readings) {
    for (const fact of facts) {
      const list = listOf(fact.path);
      const rank = rankOf(fact, document.kind);
      const owner = owners.get(list);
      if (list !== '' && !isJoined(fact.path) && (!owner || rank < owner.rank))
        owners.set(list, { file: document.file, rank });
    }
  }
  return owners;
}

function contradiction(winner: Ranked, other: Ranked, prefix: string): Problem {
  const { at, field } = winner.fact;
  const rule =
    winner.kind === other.kind
      ? `the first of two ${winner.kind.toUpperCase()} statements counts`
      : `here the ${winner.kind.toUpperCase()} counts before the ${other.kind.toUpperCase()}`;
  const facts = {
    field: field.replace(/^service(?=\.)/, prefix),
    used: String(winner.fact.value),
    ignored: String(other.fact.value),
    where: `${at.file}:${at.line}:${at.column}`,
    rule,
  };
  return problem('contradiction', facts, { at: other.fact.at });
}
