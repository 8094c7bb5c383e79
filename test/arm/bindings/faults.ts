import { type Level, levelOf, type Mapper, type MapperType, type Models } from './mapper.ts';

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
export function faultsOf(resource: Fields, model: Mapper, models: Models): string[] {
  const own = Object.fromEntries(Object.entries(resource).filter(([name]) => !ofTemplates.has(name)));
  return inModel(own, model.type, models, String(resource['type']));
}

function inModel(value: unknown, type: MapperType, models: Models, at: string): string[] {
  if (!isFields(value)) return [`${at} is no object`];
  const whole = type.modelProperties ? type : models[type.className ?? '']?.type;
  if (!whole?.modelProperties) return [`${at}: no model ${type.className ?? ''} is published`];
  // Which model it is depends on a value of it.
  if (whole.polymorphicDiscriminator !== undefined) return [];
  return inLevel(
    value,
    levelOf(Object.values(whole.modelProperties)),
    whole.additionalProperties !== undefined,
    models,
    at,
  );
}

function inLevel(value: Fields, level: Level, isOpen: boolean, models: Models, at: string): string[] {
  const said = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  const names = new Set(said.map(([name]) => name));
  const missing = [...level.leaves].filter(
    ([name, { required, readOnly, isConstant }]) => required && !readOnly && !isConstant && !names.has(name),
  );
  return [
    ...missing.map(([name]) => `${at}.${name} is missing`),
    ...[...level.levels].flatMap(([name, below]) =>
      names.has(name) ? [] : inLevel({}, below, false, models, `${at}.${name}`),
    ),
    ...said.flatMap(([name, one]) => {
      const path = `${at}.${name}`;
      const leaf = level.leaves.get(name);
      const below = level.levels.get(name);
      if (leaf?.readOnly) return [`${path} is read-only`];
      if (leaf) return inValue(one, leaf.type, models, path);
      if (below) return isFields(one) ? inLevel(one, below, false, models, path) : [`${path} is no object`];
      return isOpen ? [] : [`${path} is unknown`];
    }),
  ];
}

function inValue(value: unknown, type: MapperType, models: Models, at: string): string[] {
  switch (type.name) {
    case 'Composite':
      return inModel(value, type, models, at);
    case 'Sequence':
      if (!Array.isArray(value)) return [`${at} is no list`];
      return value.flatMap((one, i) =>
        type.element ? inValue(one, type.element.type, models, `${at}[${i}]`) : [],
      );
    case 'Dictionary':
      if (!isFields(value)) return [`${at} is no object`];
      return Object.entries(value).flatMap(([name, one]) =>
        type.value ? inValue(one, type.value.type, models, `${at}.${name}`) : [],
      );
    case 'Enum':
      return type.allowedValues?.includes(value) ? [] : [`${at} is none of ${String(type.allowedValues)}`];
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
