import { problem } from '../../../../errors/index.ts';
import { slice, type Token } from '../../../../model/token.ts';
import type { TreeNode } from '../../tree/node.ts';
import { fields, implied, scalar, textOf } from '../tree.ts';
import { type Form, misshapen, type Spot, tagged } from './form.ts';

/** `[SOURCE:]TARGET[:OPTIONS]`; a source that looks like a path is a folder of the machine, another is a volume. */
export const mount: Form = (item, spot) => {
  if (item.kind === 'map') {
    const type = textOf(item, 'type')?.text;
    const hasTarget = textOf(item, 'target') !== undefined;
    return type !== undefined && hasTarget ? item : misshapen(item, spot, 'a mapping with type and target');
  }
  if (item.kind !== 'scalar') return misshapen(item, spot, 'a volume or a mapping');
  const parts = partsOf(item.token);
  const last = parts?.at(-1);
  if (!parts || !last || parts.some(({ text }) => text === '')) return refuse(item.token, spot);
  const [source, target, options] = parts.length === 1 ? [undefined, last, undefined] : parts;
  return target ? tagged(longMount(item.token, source, target, options), item) : undefined;
};

function longMount(
  whole: Token,
  source: Token | undefined,
  target: Token,
  options: Token | undefined,
): TreeNode {
  const isBind = source !== undefined && isPath(source.text);
  const said = optionsOf(options);
  const flag = (name: string) => said.get(name);
  const readOnly = flag('ro') ?? flag('readonly');
  const selinux = flag('z') ?? flag('Z');
  const nocopy = flag('nocopy');
  const propagation = [...said.values()].find(({ text }) => /^r?(?:shared|slave|private)$/.test(text));
  const known = new Set([readOnly, selinux, nocopy, propagation, flag('rw')]);
  const consistency = [...said.values()].find(option => !known.has(option));
  return fields(whole, {
    type: implied(isBind ? 'bind' : 'volume', source ?? whole),
    source: source && scalar(source),
    target: scalar(slice(target, 0, target.text.length - trailingSlashes(target.text))),
    read_only: readOnly && implied('true', readOnly),
    consistency: consistency && scalar(consistency),
    bind:
      (selinux ?? propagation) &&
      fields(whole, {
        selinux: selinux && scalar(selinux),
        propagation: propagation && scalar(propagation),
      }),
    volume: nocopy && fields(whole, { nocopy: implied('true', nocopy) }),
  });
}

function trailingSlashes(path: string): number {
  let count = 0;
  while (count < path.length - 1 && path[path.length - 1 - count] === '/') count += 1;
  return count;
}

const isPath = (source: string) => /^[./~]|^[a-z]:[\\/]|^\\\\/i.test(source);

function optionsOf(options: Token | undefined): ReadonlyMap<string, Token> {
  const found = new Map<string, Token>();
  let at = 0;
  for (const text of options?.text.split(',') ?? []) {
    if (options && text !== '') found.set(text, slice(options, at, at + text.length));
    at += text.length + 1;
  }
  return found;
}

/** Parts at colons; the one of a Windows drive (`C:\data`) parts nothing. Undefined when there are more than three. */
function partsOf(whole: Token): readonly Token[] | undefined {
  const { text } = whole;
  const parts: Token[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && (text[at] !== ':' || isDrive(text, start, at))) continue;
    parts.push(slice(whole, start, at));
    start = at + 1;
  }
  return parts.length <= 3 ? parts : undefined;
}

/** One letter before the colon is a drive when a backslash follows, or when a slash does and more parts come. */
function isDrive(text: string, start: number, colon: number): boolean {
  if (colon - start !== 1 || !/[a-z]/i.test(text[start] ?? '')) return false;
  const next = text[colon + 1];
  return (
    next === '\\' ||
    (next === '/' && start === 0 && text.indexOf(':', colon + 1) > 0 && !/:(?:r[ow]|[zZ])$/.test(text))
  );
}

function refuse({ text, at }: Token, { gathering }: Spot): undefined {
  gathering.problems.push(problem('compose-mount-invalid', { text }, { at }));
  return undefined;
}

/** `SOURCE[:TARGET[:PERMISSIONS]]` of a device of the machine. */
export const device: Form = (item, spot) => {
  if (item.kind === 'map') return item;
  if (item.kind !== 'scalar') return misshapen(item, spot, 'a device or a mapping');
  const parts = partsOf(item.token);
  const [source, target, permissions] = parts ?? [];
  if (!source) return refuse(item.token, spot);
  return fields(item.token, {
    source: scalar(source),
    target: scalar(target ?? source),
    permissions: permissions ? scalar(permissions) : implied('rwm', item.token),
  });
};
