/** Configurations for a provider that knows less: what it has no word for is left out, and told. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@cdktn/hcl2json';
import type { Attribute, Block, Type } from '../schema.ts';
import { type OlderSchema, older } from './provider.ts';
import { isUnknown, Unknown } from './unknown.ts';
import { inOlderWords } from './words.ts';

/** As Terraform reads it from JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type Body = { readonly [name: string]: Json };
type Bodies = Readonly<Record<string, Readonly<Record<string, readonly Body[]>>>>;

/** What stands in a body beside the arguments of its type. */
const ofTerraform = ['for_each', 'count', 'depends_on', 'lifecycle', 'provider'];

/**
 * Puts every folder of a configuration into words that the older provider knows, in JSON; the folders are changed.
 *
 * @returns what was left out: types, and arguments as `TYPE.ARGUMENT`
 */
export async function translate(
  root: string,
  schema: OlderSchema,
  endpoint: string,
): Promise<readonly string[]> {
  const folders = new Set(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(
        entry => entry.isFile() && entry.name.endsWith('.tf') && !entry.parentPath.includes('/.terraform'),
      )
      .map(entry => entry.parentPath),
  );
  const leftOut = new Set<string>();
  for (const folder of folders)
    for (const told of await translateFolder(folder, schema, endpoint)) leftOut.add(told);
  return [...leftOut].toSorted();
}

async function translateFolder(
  folder: string,
  schema: OlderSchema,
  endpoint: string,
): Promise<ReadonlySet<string>> {
  const names = readdirSync(folder).filter(name => name.endsWith('.tf'));
  const files: (readonly [string, Body])[] = [];
  for (const name of names) {
    const text = readFileSync(join(folder, name), 'utf8');
    files.push([name, inOlderWords((await parse(name, text)) as Body)]);
  }
  const ofNoType = files.flatMap(([, { resource = {}, data = {} }]) => [
    ...addresses(resource as unknown as Bodies, schema.resources, ''),
    ...addresses(data as unknown as Bodies, schema.data, 'data.'),
  ]);
  const unknown = untilSettled(ofNoType, addresses => {
    const found = new Unknown(schema, addresses);
    for (const [, body] of files) fileOf(body, found, endpoint);
    return found;
  });
  for (const [name, body] of files) {
    // Types of variables are no expressions, and stay as they are.
    if (Object.keys(body).every(kind => kind === 'variable')) continue;
    rmSync(join(folder, name));
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(fileOf(body, unknown, endpoint), null, 2));
  }
  return unknown.told;
}

/** Who lacks what it must have goes too, and then who asks for it. */
function untilSettled(
  addresses: readonly string[],
  found: (addresses: readonly string[]) => Unknown,
): Unknown {
  const unknown = found(addresses);
  const more = [...unknown.incomplete].filter(address => !addresses.includes(address));
  return more.length === 0 ? unknown : untilSettled([...addresses, ...more], found);
}

/** Types that are not known, and the resources that are of them. */
const addresses = (
  bodies: Bodies,
  known: Readonly<Record<string, Block>>,
  prefix: string,
): readonly string[] =>
  Object.entries(bodies)
    .filter(([type]) => known[type] === undefined)
    .flatMap(([type, named]) => Object.keys(named).map(name => `${prefix}${type}.${name}`));

function fileOf(body: Body, unknown: Unknown, endpoint: string): Body {
  const { resource, data, output, locals, terraform, provider, ...rest } = body;
  const { schema } = unknown;
  const knownOf = (bodies: Json | undefined, blocks: Readonly<Record<string, Block>>): Json =>
    Object.fromEntries(
      Object.entries((bodies ?? {}) as unknown as Bodies).flatMap(([type, named]) => {
        const block = blocks[type];
        const all = block ? resourcesOf(type, named, block, unknown) : {};
        return Object.keys(all).length > 0 ? [[type, all] as const] : [];
      }),
    );
  return {
    ...(resource !== undefined && { resource: knownOf(resource, schema.resources) }),
    ...(data !== undefined && { data: knownOf(data, schema.data) }),
    ...(output !== undefined && { output: emptied(output, unknown) }),
    ...(locals !== undefined && { locals: emptied(locals, unknown) }),
    ...(terraform !== undefined && { terraform: requirements }),
    ...(provider !== undefined && { provider: providerOf(provider, schema, endpoint) }),
    ...(emptied(rest, unknown) as Body),
  };
}

function resourcesOf(
  type: string,
  named: Readonly<Record<string, readonly Body[]>>,
  block: Block,
  unknown: Unknown,
): Body {
  const required = Object.entries(block.attributes).filter(([, attribute]) => attribute.required);
  const all = Object.entries(named)
    .filter(([name]) => !unknown.names(`\${${type}.${name}}`))
    .map(([name, bodies]) => [name, bodies.map(one => bodyOf(one, block, type, unknown))] as const);
  for (const [name, bodies] of all)
    if (bodies.some(body => required.some(([attribute]) => body[attribute] === undefined)))
      unknown.incomplete.add(`${type}.${name}`);
  return Object.fromEntries(all);
}

/** No backend: the state lies beside the configuration. */
const requirements = [
  { required_providers: [{ aws: { source: 'hashicorp/aws', version: older.constraint } }] },
];

/** Each service of AWS is asked at one address, which this provider is told one by one. */
function providerOf(provider: Json, schema: OlderSchema, endpoint: string): Json {
  const services = Object.keys(schema.provider.block_types['endpoints']?.block.attributes ?? {});
  const endpoints = Object.fromEntries(services.map(service => [service, endpoint]));
  const more = {
    s3_force_path_style: true,
    skip_credentials_validation: true,
    skip_metadata_api_check: true,
    // What moto lacks is an error of its server, which would be asked 25 times.
    max_retries: 2,
    endpoints: [endpoints],
  };
  const { aws } = provider as { readonly aws: readonly Body[] };
  return { aws: aws.map(one => ({ ...one, ...more })) };
}

/** What the provider knows, and moto cannot be asked for. */
const beyondMoto = [
  'aws_budgets_budget.notification',
  'aws_ecs_service.enable_ecs_managed_tags',
  'aws_ecs_service.health_check_grace_period_seconds',
];

/** The arguments and blocks that the schema has. */
function bodyOf(body: Body, block: Block, path: string, unknown: Unknown): Body {
  const kept: Record<string, Json> = {};
  for (const [name, value] of Object.entries(body)) {
    const nested = block.block_types[name]?.block;
    if (beyondMoto.includes(`${path}.${name}`)) unknown.tell(`${path}.${name}`);
    else if (name === 'dynamic') Object.assign(kept, dynamicOf(value as Body, block, path, unknown));
    else if (ofTerraform.includes(name)) kept[name] = meta(name, value, unknown);
    else if (nested) kept[name] = blocksOf(value, nested, `${path}.${name}`, unknown);
    else {
      const attribute = block.attributes[name];
      if (!attribute || isOnlyRead(attribute) || isUnknown(value, unknown)) unknown.tell(`${path}.${name}`);
      else kept[name] = filled(without(value, unknown), attribute.type);
    }
  }
  return kept;
}

/** A block of which nothing is left has gone with it. */
const blocksOf = (value: Json, block: Block, path: string, unknown: Unknown): Json =>
  ([value].flat() as readonly Body[])
    .map(one => [one, bodyOf(one, block, path, unknown)] as const)
    .filter(([one, left]) => Object.keys(left).length > 0 || Object.keys(one).length === 0)
    .map(([, left]) => left);

const isOnlyRead = ({ computed, optional, required }: Attribute): boolean =>
  computed === true && optional !== true && required !== true;

/** What looks like a block, and is a list of objects: each has all that there is to say. */
function filled(value: Json, type: Type): Json {
  const [, element] = Array.isArray(type) ? (type as readonly [string, Type]) : [];
  if (!Array.isArray(value) || !Array.isArray(element) || element[0] !== 'object') return value;
  const nothing = Object.fromEntries(Object.keys(element[1] as object).map(name => [name, null]));
  return (value as readonly Body[]).map(one => ({ ...nothing, ...one }));
}

function dynamicOf(dynamic: Body, block: Block, path: string, unknown: Unknown): Body {
  const kept = Object.entries(dynamic).flatMap(([name, all]) => {
    const nested = beyondMoto.includes(`${path}.${name}`) ? undefined : block.block_types[name]?.block;
    if (!nested) {
      unknown.tell(`${path}.${name}`);
      return [];
    }
    const bodies = (all as unknown as readonly { readonly content: readonly Body[] }[]).map(one => ({
      ...one,
      content: one.content.map(content => bodyOf(content, nested, `${path}.${name}`, unknown)),
    }));
    return [[name, bodies] as const];
  });
  return kept.length > 0 ? { dynamic: Object.fromEntries(kept) } : {};
}

/** References, which are names there and no expressions. */
function meta(name: string, value: Json, unknown: Unknown): Json {
  const plainly = (words: Json): Json =>
    (words as readonly string[])
      .map(word => word.replace(/^\$\{(.*)\}$/, '$1'))
      .filter(word => !unknown.names(`\${${word}}`));
  if (name === 'depends_on') return plainly(value);
  if (name !== 'lifecycle') return value;
  return (value as unknown as readonly Body[]).map(one =>
    Object.fromEntries(
      Object.entries(one).map(([word, said]) => [
        word,
        word === 'ignore_changes' || word === 'replace_triggered_by' ? plainly(said) : said,
      ]),
    ),
  );
}

/** Lists and maps without what names something that is not there. */
function without(value: Json, unknown: Unknown): Json {
  if (Array.isArray(value))
    return (value as readonly Json[])
      .filter(one => !isUnknown(one, unknown))
      .map(one => without(one, unknown));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => !isUnknown(one, unknown))
      .map(([name, one]) => [name, without(one, unknown)]),
  );
}

/** The same, with a word in the place of what names something that is not there: others ask for it by its name. */
function emptied(value: Json, unknown: Unknown): Json {
  if (isUnknown(value, unknown)) return 'arn:aws:service:us-east-1:123456789012:left-out';
  if (Array.isArray(value)) return (value as readonly Json[]).map(one => emptied(one, unknown));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, emptied(one, unknown)]));
}
