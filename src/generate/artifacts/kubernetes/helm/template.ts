import { combineTexts, plain, type Text, text } from '../../../../model/traced.ts';
import { Raw, type Slot, type YamlNode } from '../../shared/yaml.ts';
import { isPlainCollection, kindOf, plainOf } from '../objects/values.ts';
import { dotted, replaced } from './slots.ts';

/** The lines of an entry, from its key and the indentation of that. */
type Entry = (lead: Text, indent: string) => readonly Text[];

/** The object that a slot stands in. */
interface Place {
  /** The chart is called as the service is, and so is its workload. */
  readonly chart: string;
  readonly kind: string;
}

/** The template of an object: slots become references to values, everything else stands for itself. */
export function template(object: YamlNode, chart: string): YamlNode {
  const place = { chart, kind: kindOf(object) };
  return replaced(object, slot => new Raw(entryOf(slot, place)), literal);
}

/** Text that Helm would read as an action, as an action that gives that very text. */
export const literal = (shown: string): string => shown.replaceAll('{{', '{{ `{{` }}');

/** `.Values.a.b`, or a look-up where a part of the path is no identifier. */
export function reference(path: readonly Text[]): Text {
  const parts = path.map(part => plain(part));
  return combineTexts(path, () =>
    parts.every(part => /^[A-Za-z_]\w*$/.test(part))
      ? `.Values.${parts.join('.')}`
      : `(index .Values ${parts.map(part => JSON.stringify(part)).join(' ')})`,
  );
}

/** Expressions that are more than the value of the path. */
const expressions: Readonly<Record<string, (place: Place) => string>> = {
  namespace: () => '.Release.Namespace',
  image: ({ chart }) => `include "${chart}.image" . | quote`,
  'checksum.settings': () => 'toJson .Values.config | sha256sum',
  // An upgrade must not undo what the autoscaler did: the live count stays.
  replicas: ({ chart, kind }) =>
    `dig "spec" "replicas" (int .Values.replicas) (lookup "apps/v1" "${kind}" .Release.Namespace "${chart}")`,
};

function entryOf(slot: Slot, place: Place): Entry {
  const expression = expressions[dotted(slot.path)];
  if (expression) return inline(expression(place));
  const ref = reference(slot.path);
  if (slot.empty !== undefined) return optional(ref, slot.empty === '');
  const value = plainOf(slot.node ?? null);
  if (isPlainCollection(value)) return (lead, indent) => [lead, whole(ref, indent)];
  if (typeof value === 'string') return inline(text`${ref} | quote`);
  // Helm reads numbers as floating point, and would print 1000000 as 1e+06.
  return inline(typeof value === 'number' && Number.isInteger(value) ? text`int64 ${ref}` : ref);
}

const inline =
  (expression: Text): Entry =>
  lead => [text`${lead} {{ ${expression} }}`];

const whole = (ref: Text, indent: string) =>
  text`${indent}  {{- toYaml ${ref} | nindent ${indent.length + 2} }}`;

/** A property that is left out where its value is empty. */
const optional =
  (ref: Text, isScalar: boolean): Entry =>
  (lead, indent) => [
    text`${indent}{{- with ${ref} }}`,
    ...(isScalar ? [text`${lead} {{ . | quote }}`] : [lead, whole('.', indent)]),
    `${indent}{{- end }}`,
  ];
