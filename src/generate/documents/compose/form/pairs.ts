/** Forms that many parts of a Compose file share: pairs as a list or a mapping, one value or several, names. */
import { slice, type Token } from '../../../../model/token.ts';
import type { TreeNode } from '../../tree/node.ts';
import { fields, implied, list, mapping, nothing, scalar } from '../tree.ts';
import { below, type Form, misshapen, single, tagged } from './form.ts';

/** `["A=1", "B"]` and `{ A: 1, B: }` are the same: a mapping from name to value, where a null says nothing. */
export const pairs: Form = (node, spot) => {
  if (node.kind === 'null') return node;
  if (node.kind === 'map') {
    const entries = [...node.entries.values()].map(({ key, node: value }) => {
      if (value.kind === 'null') return [key, value] as const;
      const text = single(value, below(spot, key.text));
      return [key, text && value.kind === 'scalar' ? resolved(text, value.value) : undefined] as const;
    });
    return tagged(mapping(node.token, entries), node);
  }
  if (node.kind !== 'list') return misshapen(node, spot, 'a mapping, or a list of NAME=value');
  const entries = node.items.flatMap((item, i) => {
    const text = single(item, below(spot, i));
    return text ? [pairOf(text, '=')] : [];
  });
  return tagged(mapping(node.token, entries), node);
};

function pairOf(text: Token, sign: string): readonly [Token, TreeNode] {
  const cut = text.text.indexOf(sign);
  if (cut < 0) return [text, nothing(text)];
  return [slice(text, 0, cut), scalar(slice(text, cut + 1))];
}

/** A number without quotes is what YAML makes of it: 0x1F is 31, and 1.10 is 1.1. */
function resolved(token: Token, value: unknown): TreeNode {
  if (typeof value === 'boolean') return scalar(rewritten(token, String(value)));
  if (typeof value !== 'number') return scalar(token);
  return scalar(rewritten(token, numberText(token.text)));
}

const rewritten = (token: Token, text: string): Token =>
  text === token.text ? token : { text, at: token.at, rewritten: true };

/** Octal numbers may be written as in YAML 1.1 too: 0660. Whole numbers keep all their digits. */
function numberText(text: string): string {
  const octal = /^0o?([0-7]+)$/.exec(text)?.[1];
  if (octal !== undefined) return BigInt(`0o${octal}`).toString();
  if (/^0x[\da-f]+$/i.test(text)) return BigInt(text).toString();
  if (/^[-+]?\d+$/.test(text)) return BigInt(text.replace('+', '')).toString();
  const number = Number(text);
  return Number.isFinite(number) ? String(number) : text;
}

/** One value is a list of one. */
export const several: Form = (node, spot) => {
  if (node.kind === 'null') return node;
  if (node.kind === 'scalar') return tagged(list(node.token, [scalar(node.token)]), node);
  return node.kind === 'list' ? node : misshapen(node, spot, 'one value or a list of values');
};

/** A list of names is a mapping from each name to `value`. */
export const namesTo =
  (value: (name: Token) => TreeNode): Form =>
  (node, spot) => {
    if (node.kind === 'null' || node.kind === 'map') return node;
    if (node.kind !== 'list') return misshapen(node, spot, 'a list of names, or a mapping');
    const entries = node.items.flatMap((item, i) => {
      const name = single(item, below(spot, i));
      return name ? [[name, value(name)] as const] : [];
    });
    return tagged(mapping(node.token, entries), node);
  };

/** One value stands for a mapping with that value under `key`. */
export const shortFor =
  (key: string): Form =>
  (node, spot) => {
    if (node.kind === 'null' || node.kind === 'map') return node;
    if (node.kind !== 'scalar') return misshapen(node, spot, 'a single value or a mapping');
    return tagged(fields(node.token, { [key]: scalar(node.token) }), node);
  };

/** Each item of a list in its long form. One value alone is a list of one. */
export const each =
  (item: Form): Form =>
  (node, spot) => {
    const whole = several(node.kind === 'map' ? list(node.token, [node]) : node, spot);
    if (whole?.kind !== 'list') return whole;
    const items = whole.items.flatMap((one, i) =>
      one.tag === '!reset' ? [] : (item(one, below(spot, i)) ?? []),
    );
    return { ...whole, items };
  };

export const dependencies = namesTo(name => fields(name, { condition: implied('service_started', name) }));

/** `HOST:IP` and `HOST=IP`, in a list or as a mapping (there with one address or several), are lines `HOST=IP`. */
export const hosts: Form = (node, spot) => {
  if (node.kind === 'null') return node;
  if (node.kind === 'list')
    return each((item, at) => {
      const text = single(item, at);
      const equals = text?.text.replace(/^([^=:]*):/, '$1=');
      return text && scalar(rewritten(text, equals ?? ''));
    })(node, spot);
  if (node.kind !== 'map') return misshapen(node, spot, 'a mapping, or a list of HOST=IP');
  const items = [...node.entries.values()].flatMap(({ key, node: value }) => {
    const addresses = value.kind === 'list' ? value.items : [value];
    return addresses.flatMap(address => {
      const text = single(address, below(spot, key.text));
      return text ? [scalar({ text: `${key.text}=${text.text}`, at: text.at, rewritten: true })] : [];
    });
  });
  return tagged(list(node.token, items), node);
};
