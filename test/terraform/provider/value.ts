import { decode, ExtensionCodec, encode } from '@msgpack/msgpack';

/** What nobody knows before it has been made: an id, an address. */
class Unknown {
  toJSON(): string {
    return '(known after apply)';
  }
}
export const unknown = new Unknown();

/** A value of Terraform: sets and tuples are arrays, objects and blocks are maps. */
export type Value = null | boolean | number | string | Unknown | readonly Value[] | Values;
export interface Values {
  readonly [name: string]: Value;
}

/** As it comes over the wire: one of the two is empty. */
export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

/** Every extension is an unknown value; 12 says something of what it will be, which need not be read. */
const codec = new ExtensionCodec();
codec.register({
  type: 0,
  encode: value => (value instanceof Unknown ? new Uint8Array(1) : null),
  decode: () => unknown,
});
codec.register({ type: 12, encode: () => null, decode: () => unknown });

export function readValue(value: DynamicValue | null): Value {
  const { msgpack, json } = value ?? {};
  if (msgpack?.length) return decode(msgpack, { extensionCodec: codec }) as Value;
  return json?.length ? (JSON.parse(Buffer.from(json).toString('utf8')) as Value) : null;
}

export const writeValue = (value: Value): DynamicValue => ({
  msgpack: encode(value, { extensionCodec: codec }),
});

export const isValues = (value: Value | undefined): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);

/** The objects of a list of them, such as the blocks of one type. */
export const listOf = (value: Value | undefined): readonly Values[] =>
  Array.isArray(value) ? (value as readonly Value[]).filter(isValues) : [];
