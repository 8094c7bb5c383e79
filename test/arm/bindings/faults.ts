import type { Bindings } from './bring.ts';
import { type Level, levelOf, type MapperType } from './mapper.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Of the deployment, not of the resource. */
const ofTemplates = new Set([
  'type',
  'apiVersion',
  'name',
  'group',
  'scope',
  'dependsOn',
  'condition',
  'copy',
  'metadata',
]);

/** What is wrong with a resource as it would be made: unknown, missing, read-only or mistyped properties. */
export const faultsOf = (kind: string, own: Fields, model: string, bindings: Bindings): string[] =>
  inModel(own, { name: 'Composite', className: model }, bindings, kind);

/** What a resource itself says, without what the deployment takes of it. */
export const ownOf = (resource: Fields): Fields =>
  Object.fromEntries(Object.entries(resource).filter(([name]) => !ofTemplates.has(name)));

function inModel(value: unknown, { className = '' }: MapperType, bindings: Bindings, at: string): string[] {
  if (!isFields(value)) return [`${at} is no object`];
  const general = bindings.models[className]?.type;
  const discriminator = general?.polymorphicDiscriminator?.serializedName.replaceAll('\\.', '.');
  const kind = discriminator === undefined ? undefined : String(value[discriminator]);
  const special =
    kind === undefined ? className : bindings.discriminators[`${general?.uberParent ?? ''}.${kind}`];
  if (special === undefined) return [`${at}.${discriminator} is no kind of ${className}`];
  const model = bindings.models[special]?.type;
  if (!model?.modelProperties) return [`${at}: no model ${special} is published`];
  // One of several kinds may have what is of no kind; what is of this one is known.
  const isOpen = kind === undefined && model.additionalProperties !== undefined;
  return inLevel(value, levelOf(Object.values(model.modelProperties)), isOpen, bindings, at);
}

function inLevel(value: Fields, level: Level, isOpen: boolean, bindings: Bindings, at: string): string[] {
  const said = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  const names = new Set(said.map(([name]) => name));
  const missing = [...level.leaves].filter(
    ([name, { required, readOnly, isConstant }]) => required && !readOnly && !isConstant && !names.has(name),
  );
  return [
    ...missing.map(([name]) => `${at}.${name} is missing`),
    ...[...level.levels].flatMap(([name, below]) =>
      names.has(name) ? [] : inLevel({}, below, false, bindings, `${at}.${name}`),
    ),
    ...said.flatMap(([name, one]) => {
      const path = `${at}.${name}`;
      const leaf = level.leaves.get(name);
      const below = level.levels.get(name);
      if (leaf?.readOnly) return [`${path} is read-only`];
      if (leaf) return inValue(one, leaf.type, bindings, path);
      if (below) return isFields(one) ? inLevel(one, below, false, bindings, path) : [`${path} is no object`];
      return isOpen ? [] : [`${path} is unknown`];
    }),
  ];
}

function inValue(value: unknown, type: MapperType, bindings: Bindings, at: string): string[] {
  switch (type.name) {
    case 'Composite':
      return inModel(value, type, bindings, at);
    case 'Sequence':
      if (!Array.isArray(value)) return [`${at} is no list`];
      return value.flatMap((one, i) =>
        type.element ? inValue(one, type.element.type, bindings, `${at}[${i}]`) : [],
      );
    case 'Dictionary':
      if (!isFields(value)) return [`${at} is no object`];
      return Object.entries(value).flatMap(([name, one]) =>
        type.value ? inValue(one, type.value.type, bindings, `${at}.${name}`) : [],
      );
    case 'Enum':
      return type.allowedValues?.includes(value)
        ? []
        : [`${at} is none of its values: ${JSON.stringify(value)}`];
    case 'any':
      return [];
    case 'Number':
      return typeof value === 'number' ? [] : [`${at} is no number`];
    case 'Boolean':
      return typeof value === 'boolean' ? [] : [`${at} is no boolean`];
    default:
      return typeof value === 'string' ? [] : [`${at} is no text`];
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
