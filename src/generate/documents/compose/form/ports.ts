import { problem } from '../../../../errors/index.ts';
import { slice, type Token } from '../../../../model/token.ts';
import type { TreeNode } from '../../tree/node.ts';
import { child, fields, implied, list, scalar, textOf, withChild } from '../tree.ts';
import { below, type Form, misshapen, type Spot, tagged } from './form.ts';

const maxRange = 256;

/** `[[IP:]PUBLISHED:]TARGET[/PROTOCOL]` with ranges on both sides: one mapping for each port of the container. */
export const ports: Form = (node, spot) => {
  if (node.kind === 'null') return node;
  if (node.kind !== 'list') return misshapen(node, spot, 'a list of ports');
  const items = node.items.flatMap((item, i) => portsOf(item, below(spot, i)));
  return tagged(list(node.token, items), node);
};

function portsOf(item: TreeNode, spot: Spot): readonly TreeNode[] {
  if (item.kind === 'scalar') return shortPorts(item.token, spot);
  if (item.tag === '!reset') return [];
  if (item.kind !== 'map') return misshapen(item, spot, 'a port or a mapping') ?? [];
  const target = textOf(item, 'target');
  if (!target || !rangeOf(target.text)) return refuse(target ?? item.token, target?.text ?? '', spot);
  return [child(item, 'protocol') ? item : withChild(item, 'protocol', implied('tcp', item.token))];
}

function shortPorts(port: Token, spot: Spot): readonly TreeNode[] {
  const parts = partsOf(port);
  const target = parts && rangeOf(parts.target.text);
  const published = parts?.published && parts.published.text !== '' ? parts.published : undefined;
  const outside = published && rangeOf(published.text);
  if (!parts || !target || (published && !outside)) return refuse(port, port.text, spot);
  const length = target.last - target.first + 1;
  if (length > 1) spot.ranges.left -= length;
  if (length > maxRange || spot.ranges.left < 0) {
    const facts = { text: port.text, limit: Math.min(maxRange, Math.max(0, spot.ranges.left + length)) };
    spot.gathering.problems.push(problem('compose-range-too-large', facts, { at: port.at }));
    return [];
  }
  // A range outside of one port inside is left for the engine to choose from.
  const isChoice = outside !== undefined && length === 1;
  if (outside && !isChoice && outside.last - outside.first + 1 !== length)
    return refuse(port, port.text, spot);
  return Array.from({ length }, (_, i) =>
    fields(port, {
      target: scalar(numbered(parts.target, target, i)),
      published: published && outside && scalar(isChoice ? published : numbered(published, outside, i)),
      host_ip: parts.host && scalar(parts.host),
      protocol: parts.protocol ? scalar(parts.protocol) : implied('tcp', port),
    }),
  );
}

/** The i-th port of a range stands where the range stands. */
function numbered(range: Token, { first, last }: Range, i: number): Token {
  const text = String(first + i);
  return first === last && text === range.text ? range : { text, at: range.at, rewritten: true };
}

interface Parts {
  readonly host?: Token;
  readonly published?: Token;
  readonly target: Token;
  readonly protocol?: Token;
}

const form = /^(?:(?:(\[[^\]/]*\]|[^:[\]/]*):)?([^:[\]/]*):)?([^:[\]/]+)(?:\/([a-z0-9]+))?$/i;

function partsOf(port: Token): Parts | undefined {
  const match = form.exec(port.text);
  if (!match) return undefined;
  const [, host, published, target = '', protocol] = match;
  let at = 0;
  const take = (text: string, sign: number) => {
    const part = slice(port, at, at + text.length);
    at += text.length + sign;
    return part;
  };
  const hostToken = host === undefined ? undefined : take(host, 1);
  const publishedToken = published === undefined ? undefined : take(published, 1);
  const targetToken = take(target, 1);
  return {
    target: targetToken,
    ...(hostToken && hostToken.text !== '' ? { host: unbracketed(hostToken) } : {}),
    ...(publishedToken ? { published: publishedToken } : {}),
    ...(protocol === undefined ? {} : { protocol: take(protocol, 0) }),
  };
}

const unbracketed = (host: Token) =>
  host.text.startsWith('[') ? slice(host, 1, host.text.length - 1) : host;

interface Range {
  readonly first: number;
  readonly last: number;
}

function rangeOf(text: string): Range | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  return match && first <= last && last <= 65_535 ? { first, last } : undefined;
}

function refuse({ at }: Token, text: string, { gathering }: Spot): readonly TreeNode[] {
  gathering.problems.push(problem('compose-port-invalid', { text }, { at }));
  return [];
}
