/** The functions of CloudFormation, in their long form. */

/** What a template knows, by name. What is not known before it is made is a text in angle brackets. */
export interface Known {
  readonly parameter: (name: string) => unknown;
  readonly condition: (name: string) => boolean;
  readonly resource: (id: string, attribute?: string) => unknown;
  readonly hasResource: (id: string) => boolean;
}

const pseudo: Readonly<Record<string, string>> = {
  'AWS::AccountId': '123456789012',
  'AWS::Region': '<region>',
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

const functions: Readonly<Record<string, (argument: unknown, known: Known) => unknown>> = {
  Ref: (name, known) => refer(name as string, known),
  Condition: (name, known) => known.condition(name as string),
  'Fn::GetAtt': (of, known) => {
    const [id, attribute] = of as [string, string];
    if (!known.hasResource(id)) throw new Error(`there is no resource ${id}`);
    return known.resource(id, attribute);
  },
  'Fn::If': (of, known) => {
    const [condition, yes, no] = of as [string, unknown, unknown];
    return intrinsic(known.condition(condition) ? yes : no, known);
  },
  'Fn::Not': (of, known) => intrinsic((of as unknown[])[0], known) !== true,
  'Fn::And': (of, known) => (of as unknown[]).every(one => intrinsic(one, known) === true),
  'Fn::Or': (of, known) => (of as unknown[]).some(one => intrinsic(one, known) === true),
  'Fn::Equals': (of, known) => {
    const [a, b] = (of as unknown[]).map(one => String(intrinsic(one, known)));
    return a === b;
  },
  'Fn::Join': (of, known) => {
    const [between, list] = of as [string, unknown];
    return (intrinsic(list, known) as unknown[]).join(between);
  },
  'Fn::Select': (of, known) => {
    const [index, list] = (of as unknown[]).map(one => intrinsic(one, known)) as [number, unknown[]];
    if (!(index in list)) throw new Error(`a list of ${list.length} has no ${index}`);
    return list[index];
  },
  'Fn::Sub': (of, known) => substituted(of, known),
  'Fn::Cidr': (of, known) => {
    const [block, count, bits] = (of as unknown[]).map(one => intrinsic(one, known));
    return cidrs(String(block), Number(count), Number(bits));
  },
};

/** The value of a node of a template; what is `AWS::NoValue` is left out of lists and objects. */
export function intrinsic(node: unknown, known: Known): unknown {
  if (Array.isArray(node)) return node.map(item => intrinsic(item, known)).filter(item => item !== undefined);
  if (typeof node !== 'object' || node === null) return node;
  const [first, ...others] = Object.entries(node);
  const apply = first && others.length === 0 ? functions[first[0]] : undefined;
  // A policy has a key that is called as the function is.
  if (apply && first && (first[0] !== 'Condition' || typeof first[1] === 'string'))
    return apply(first[1], known);
  const entries = Object.entries(node).map(([key, value]) => [key, intrinsic(value, known)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function refer(name: string, known: Known): unknown {
  if (name === 'AWS::NoValue') return undefined;
  const value = pseudo[name] ?? known.parameter(name);
  if (value !== undefined) return value;
  if (!known.hasResource(name)) throw new Error(`nothing is called ${name}`);
  return known.resource(name);
}

function substituted(of: unknown, known: Known): string {
  const [text, own] = (Array.isArray(of) ? of : [of, {}]) as [string, Readonly<Record<string, unknown>>];
  return text.replaceAll(/\$\{([^!][^}]*)\}/g, (_, name: string) => {
    if (name in own) return String(intrinsic(own[name], known));
    const [id = '', ...attribute] = name.split('.');
    if (attribute.length === 0) return String(refer(id, known));
    if (!known.hasResource(id)) throw new Error(`nothing is called ${name}`);
    return String(known.resource(id, attribute.join('.')));
  });
}

/** `count` networks with so many bits for their own addresses, one behind the other. */
function cidrs(block: string, count: number, bits: number): readonly string[] {
  const [address = ''] = block.split('/');
  const from = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return Array.from({ length: count }, (_, i) => `${dotted(from + i * 2 ** bits)}/${32 - bits}`);
}

const dotted = (number: number): string =>
  [24, 16, 8, 0].map(shift => Math.floor(number / 2 ** shift) % 256).join('.');
