import type { OlderSchema } from './provider.ts';
import type { Json } from './translate.ts';

/** What a provider does not know of the configuration of one folder. */
export class Unknown {
  readonly schema: OlderSchema;
  readonly told = new Set<string>();
  /** Resources that would lack what they must have. */
  readonly incomplete = new Set<string>();
  readonly #resources: ReadonlySet<string>;

  /** @param resources that are left out, by address: `aws_vpc.this`, `data.aws_region.current` */
  constructor(schema: OlderSchema, resources: readonly string[]) {
    this.schema = schema;
    this.#resources = new Set(resources);
    for (const address of resources) this.tell(address.replace(/\.[^.]+$/, ''));
  }

  tell(name: string): void {
    this.told.add(name);
  }

  /** Whether an expression names a resource that is left out, or asks one for what it has not. */
  names(text: string): boolean {
    return [...text.matchAll(reference)].some(([, data = '', type = '', name = '', attribute]) => {
      if (this.#resources.has(`${data}${type}.${name}`)) return true;
      const block = (data === '' ? this.schema.resources : this.schema.data)[type];
      if (!block || attribute === undefined) return false;
      return block.attributes[attribute] === undefined && block.block_types[attribute] === undefined;
    });
  }
}

/** `data.TYPE.NAME[…].ATTRIBUTE` */
const reference = /(data\.)?\b(aws_\w+)\.(\w+)(?:\[[^\]]*\])?(?:\.(\w+))?/g;

export const isUnknown = (value: Json, unknown: Unknown): boolean =>
  typeof value === 'string' && value.includes('${') && unknown.names(value);
