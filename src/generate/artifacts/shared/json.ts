import { change, fieldsOf, plain, type Text, Traced } from '../../../model/traced.ts';
import { isList, Noted, Raw, Slot, YamlEntries, type YamlNode, YamlText } from './yaml.ts';

/**
 * Prints a node as JSON with an indentation of two, as `JSON.stringify` does: a traced item for each line. Comments have
 * no place in JSON and are left out.
 */
export function jsonLines(node: YamlNode): Text[] {
  return print(node, '', '', '');
}

/** `lead` stands before the value on its first line, `trail` behind it on its last. */
function print(node: YamlNode, lead: Text, indent: string, trail: string): Text[] {
  if (node instanceof Noted) return print(node.node, lead, indent, trail);
  if (node instanceof Slot) return print(node.node ?? null, lead, indent, trail);
  if (node instanceof Raw) throw new TypeError('a piece of a template is no JSON');
  if (node instanceof YamlText) {
    const whole = `${node.lines.map(plain).join('\n')}\n`;
    return print(new Traced(whole, node.lines.flatMap(fieldsOf)), lead, indent, trail);
  }
  if (node instanceof Traced) return [join(lead, node.map(JSON.stringify), trail)];
  if (typeof node !== 'object' || node === null) return [join(lead, JSON.stringify(node), trail)];
  if (isList(node))
    return collection(
      ['[', ']'],
      node.map(item => ['', item] as const),
      lead,
      indent,
      trail,
    );
  const entries = node instanceof YamlEntries ? node.entries : Object.entries(node);
  const shown = entries.flatMap(([key, value]) =>
    value === undefined ? [] : [[change(key, text => `${JSON.stringify(text)}: `), value] as const],
  );
  return collection(['{', '}'], shown, lead, indent, trail);
}

function collection(
  [open, close]: readonly [string, string],
  items: readonly (readonly [Text, YamlNode])[],
  lead: Text,
  indent: string,
  trail: string,
): Text[] {
  if (items.length === 0) return [join(lead, `${open}${close}`, trail)];
  const inner = `${indent}  `;
  return [
    join(lead, open, ''),
    ...items.flatMap(([key, value], i) =>
      print(value, join(inner, key, ''), inner, i < items.length - 1 ? ',' : ''),
    ),
    `${indent}${close}${trail}`,
  ];
}

function join(before: Text, text: Text, trail: string): Text {
  const fields = [...fieldsOf(before), ...fieldsOf(text)];
  const shown = `${plain(before)}${plain(text)}${trail}`;
  return fields.length === 0 ? shown : new Traced(shown, fields);
}
