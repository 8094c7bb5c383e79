/** What accepted ADRs decide about databases, caches, queues and storage, beside what other documents say. */
import { type Place, type Problem, problem } from '../errors/index.ts';
import { contradictedClouds } from './clouds.ts';
import type { Draft } from './draft.ts';
import { type FieldPath, named, type ProductChoice, type Reading } from './facts.ts';
import { label } from './names.ts';
import { productIn, sameProduct } from './products.ts';
import { isOtherVersion } from './versions.ts';

interface Choice extends ProductChoice {
  /** The document that makes it, such as "ADR-01". */
  readonly document: string;
  readonly isDecision: boolean;
}

/** What one document says about one resource. */
interface Statement {
  readonly resource: string;
  readonly kind: string;
  readonly product: { readonly text: string; readonly at: Place };
  readonly version?: { readonly text: string; readonly at: Place };
}

/**
 * Fills in what only ADRs decide, and what a SPEC says it keeps its data in where no document names a resource; reports
 * each statement that contradicts an accepted ADR, with both places. Products are compared, not words: RDS PostgreSQL is
 * PostgreSQL. A document that names what is decided may name others of the kind beside it. `cloud`: what the command line
 * says in place of the documents.
 */
export function decide(readings: readonly Reading[], shelf: Draft, cloud?: string): Problem[] {
  const adrs = readings.filter(({ document }) => document.kind === 'adr');
  const others = readings.filter(({ document }) => document.kind !== 'adr');
  const decisions = adrs.flatMap(choicesOf);
  const unnamed = others.flatMap(choicesOf).filter(({ kind }) => namesOf(shelf, kind).length === 0);
  for (const choice of unnamed) if (!isThere(shelf, choice)) create(shelf, choice);
  const problems = [
    ...decisions.flatMap((decision, i) => rivals(decision, decisions.slice(0, i))),
    ...others.flatMap(reading => contradicted(reading, decisions, shelf)),
    ...contradictedClouds(adrs, others, cloud),
  ];
  for (const decision of decisions) fill(shelf, decision);
  return problems;
}

const choicesOf = ({ choices = [], document }: Reading): readonly Choice[] =>
  choices.map(choice => ({ ...choice, document: document.name, isDecision: document.kind === 'adr' }));

const kindOf = (shelf: Draft, resource: string) => shelf.text(['resources', named(resource), 'kind']);

/** The resources of a kind. */
const namesOf = (shelf: Draft, kind: string) =>
  shelf.names(['resources']).filter(resource => kindOf(shelf, resource) === kind);

/** Whether a resource is the product that was chosen, whatever it is called. */
const isThere = (shelf: Draft, { kind, product }: Choice) =>
  namesOf(shelf, kind).some(name =>
    sameProduct(shelf.text(['resources', named(name), 'type']), product.text),
  );

/** Two accepted ADRs about one thing: one of them ought to be superseded. */
function rivals(decision: Choice, before: readonly Choice[]): Problem[] {
  const first = before.find(({ kind, scope }) => kind === decision.kind && scope === decision.scope);
  if (!first || sameProduct(first.product.text, decision.product.text) !== false) return [];
  return [contradiction(decision.product, first)];
}

function contradicted(reading: Reading, decisions: readonly Choice[], shelf: Draft): Problem[] {
  const statements = decisions.length === 0 ? [] : statementsOf(reading, shelf);
  return decisions.flatMap((decision, i) => {
    const { kind, scope } = decision;
    const group = decisions.filter(other => other.kind === kind && other.scope === scope);
    const about = statements.filter(statement => speaksOf(decision, statement));
    const obeying = about.filter(({ product }) => sameProduct(product.text, decision.product.text));
    if (obeying.length > 0) return obeying.flatMap(statement => versionContradiction(statement, decision));
    // Of several decisions about one thing the first speaks for all.
    if (group.length > 1 && decisions.indexOf(group[0] ?? decision) !== i) return [];
    const isAllowed = ({ product }: Statement) =>
      group.some(other => sameProduct(product.text, other.product.text) !== false);
    return about
      .filter(statement => !isAllowed(statement))
      .map(({ product }) => contradiction(product, decision));
  });
}

/** "Database (reporting)" is another than the database; names that say nothing about a purpose are. */
function speaksOf(
  { kind, scope }: Choice,
  { resource, kind: own }: Pick<Statement, 'resource' | 'kind'>,
): boolean {
  if (own !== kind) return false;
  return scope === undefined ? !resource.startsWith(`${kind}-`) : resource === `${kind}-${scope}`;
}

function statementsOf({ facts, choices = [] }: Reading, shelf: Draft): readonly Statement[] {
  const versions = new Map<string, Statement['product']>();
  const types: Statement[] = [];
  for (const { path, value, at } of facts) {
    const [root, resource, field, param, part] = path;
    if (root !== 'resources' || typeof resource !== 'object') continue;
    const { name } = resource;
    const isVersion = field === 'version' || (isNamed(param, 'version') && part === 'value');
    if (isVersion) versions.set(name, { text: String(value), at });
    if (field === 'type')
      types.push({ resource: name, kind: kindOf(shelf, name), product: { text: String(value), at } });
  }
  const stated = types.map(type => {
    const version = versions.get(type.resource);
    return version ? { ...type, version } : type;
  });
  return [...stated, ...choices.map(choice => ({ resource: choice.kind, ...choice }))];
}

const isNamed = (part: FieldPath[number] | undefined, name: string) =>
  typeof part === 'object' && part.name === name;

function versionContradiction({ version }: Statement, decision: Choice): Problem[] {
  const isOther = version && decision.version && isOtherVersion(version.text, decision.version.text);
  return version && isOther ? [contradiction(version, decision)] : [];
}

function contradiction(
  { text, at }: Statement['product'],
  { kind, product, version, document }: Choice,
): Problem {
  const { file, line, column } = product.at;
  const decided = version ? `${product.text} ${version.text}` : product.text;
  const facts = { said: text, subject: kind, adr: document, decided, where: `${file}:${line}:${column}` };
  return problem('adr-contradicted', facts, { at });
}

/** Where nobody else says it, the ADR decides. */
function fill(shelf: Draft, decision: Choice): void {
  const { kind, product } = decision;
  const meant = namesOf(shelf, kind).filter(resource => speaksOf(decision, { resource, kind }));
  if (meant.length === 0 && !isThere(shelf, decision)) create(shelf, decision);
  for (const name of meant) {
    const type = ['resources', named(name), 'type'];
    set(shelf, type, product);
    if (sameProduct(shelf.text(type), product.text)) setVersion(shelf, name, decision);
  }
}

function create(shelf: Draft, choice: Choice): void {
  const { kind, scope, product, document, isDecision } = choice;
  const isFirst = namesOf(shelf, kind).length === 0;
  const purpose = scope ?? (isFirst ? '' : (productIn(product.text)?.name ?? product.text));
  const name = label(`${kind} ${purpose}`) ?? kind;
  const resource = ['resources', named(name)];
  set(shelf, [...resource, 'name'], { ...product, text: name });
  set(shelf, [...resource, 'kind'], { ...product, text: kind });
  set(shelf, [...resource, 'type'], product);
  if (isDecision) set(shelf, [...resource, 'decision'], { ...product, text: document });
  setVersion(shelf, name, choice);
}

/** Only databases have a field for it; for others it is a setting, as in a Compose file. */
function setVersion(shelf: Draft, name: string, { kind, version }: Choice): void {
  const resource = ['resources', named(name)];
  if (!version) return;
  const written = { ...version, text: version.text.replace(/\+$/, '') };
  if (kind === 'database') {
    set(shelf, [...resource, 'version'], written);
    return;
  }
  const param = [...resource, 'params', named('version')];
  set(shelf, [...param, 'name'], { ...version, text: 'version' });
  set(shelf, [...param, 'value'], written);
}

/** What a document says about the resource itself stays. */
function set(
  shelf: Draft,
  path: FieldPath,
  { text, at }: { readonly text: string; readonly at: Place },
): void {
  if (!shelf.has(path)) shelf.set(path, text, { from: 'document', at });
}
