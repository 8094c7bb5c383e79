/** One attribute or block as a class of the bindings declares it. */
export interface Declared {
  readonly computed: boolean;
  readonly optional: boolean;
  readonly required: boolean;
  /** The class of its elements, where it has any: `EcsServiceAlarms`. */
  readonly elements: string | undefined;
  readonly container: 'List' | 'Map' | 'OutputReference' | undefined;
  readonly isSet: boolean;
  /** How it is read: `this.getStringAttribute('name')`. */
  readonly getter: string;
}

/** How an attribute or block is written as HCL. */
export interface Setting {
  readonly value: string;
  readonly isBlock: boolean;
  /** `simple`, `list`, `set`, `map` or `struct`. */
  readonly type: string;
  /** `stringList`, or the class of the elements. */
  readonly storage: string;
}

export interface Declarations {
  /** By class, then by name. */
  readonly classes: ReadonlyMap<string, ReadonlyMap<string, Declared>>;
  /** By the class of the elements, in lower case as functions begin, or of the type itself. */
  readonly settings: ReadonlyMap<string, ReadonlyMap<string, Setting>>;
  /** Class, what it extends, and the type of Terraform that it is: `['Vpc', 'TerraformResource', 'aws_vpc']`. */
  readonly types: readonly (readonly [name: string, base: string, type: string])[];
  readonly providerVersion: string | undefined;
}

const classLike = /^export class (\w+) extends \w+\.(\w+) \{\n([\s\S]*?)^\}$/gm;
const functionLike = /^export function (\w+)ToHclTerraform\(.*\{\n([\s\S]*?)^\}$/gm;
const declaration =
  /^ {2}\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)\n(?: {2}private \w+(?: = new (?:\w+\.)?(\w+?)(List|Map|OutputReference)\(this, "\w+"(?:, (true|false))?\)|.*);? *\n)? {2}public get \w+\(\) \{\n {4}return (.*);$/gm;
const setting =
  /^ +(\w+): \{\n +value: (.*),\n +isBlock: (true|false),\n +type: "(\w+)",\n +storageClassType: "(\w+)",$/gm;

/** Reads the TypeScript that a generator wrote: every line has one of few forms. */
export function declarationsOf(text: string): Declarations {
  const classes = new Map<string, ReadonlyMap<string, Declared>>();
  const settings = new Map<string, ReadonlyMap<string, Setting>>();
  const types: [string, string, string][] = [];
  for (const [, name = '', base = '', body = ''] of text.matchAll(classLike)) {
    classes.set(name, declaredIn(body));
    const type = /terraformResourceType: '(\w+)'/.exec(body)?.[1];
    if (!type) continue;
    types.push([name, base, type]);
    settings.set(name, settingsIn(body.slice(body.indexOf('synthesizeHclAttributes'))));
  }
  for (const [, name = '', body = ''] of text.matchAll(functionLike)) settings.set(name, settingsIn(body));
  return { classes, settings, types, providerVersion: /providerVersion: '([^']+)'/.exec(text)?.[1] };
}

function declaredIn(body: string): ReadonlyMap<string, Declared> {
  const found = new Map<string, Declared>();
  for (const [
    ,
    name = '',
    computed,
    optional,
    required,
    elements,
    container,
    isSet,
    getter = '',
  ] of body.matchAll(declaration))
    found.set(name, {
      computed: computed === 'true',
      optional: optional === 'true',
      required: required === 'true',
      elements,
      container: container as Declared['container'],
      isSet: isSet === 'true',
      getter,
    });
  return found;
}

function settingsIn(body: string): ReadonlyMap<string, Setting> {
  const found = new Map<string, Setting>();
  for (const [, name = '', value = '', isBlock, type = '', storage = ''] of body.matchAll(setting))
    found.set(name, { value, isBlock: isBlock === 'true', type, storage });
  return found;
}
