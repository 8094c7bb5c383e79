import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

export interface EditedOutputs {
  readonly text: string;
  readonly added: readonly string[];
  readonly present: readonly string[];
}

/**
 * devops-flow.yaml with more families in its `outputs`. Every other byte stays: the lines are put in by their place,
 * and what was meant is compared with what is read afterwards. Undefined where `outputs` is neither list nor mapping.
 */
export function addOutputs(text: string, families: readonly string[]): EditedOutputs | undefined {
  const document = parseDocument(text, { version: '1.2' });
  const outputs = outputsOf(document);
  const known = outputs && namesIn(outputs);
  if (!known) return undefined;
  const present = families.filter(family => known.includes(family));
  const added = families.filter(family => !known.includes(family));
  if (added.length === 0) return { text, added, present };
  const wanted = wantedText(document, added);
  const edited = outputs && spliced(text, outputs, added);
  return { text: edited !== undefined && isSame(edited, wanted) ? edited : wanted, added, present };
}

type Outputs = Pair;

function outputsOf({ contents }: Document): Outputs | undefined {
  return isMap(contents)
    ? contents.items.find(({ key }) => isScalar(key) && key.value === 'outputs')
    : undefined;
}

/** The families that stand there; undefined where they cannot be read. */
function namesIn({ value }: Outputs): readonly string[] | undefined {
  if (value === null || (isScalar(value) && value.value === null)) return [];
  if (isMap(value)) return value.items.map(({ key }) => String(isScalar(key) ? key.value : key));
  if (isSeq(value)) return value.items.map(item => String(isScalar(item) ? item.value : item));
  return undefined;
}

/** The text by way of the library: it means the right thing, but its layout is the library's. */
function wantedText(document: Document, added: readonly string[]): string {
  const copy = document.clone();
  const value = copy.get('outputs', true);
  const isList = isSeq(value);
  if (!isList && !isMap(value)) copy.set('outputs', copy.createNode({}));
  for (const family of added) {
    if (isList) copy.addIn(['outputs'], family);
    else copy.addIn(['outputs'], copy.createPair(family, copy.createNode({}, { flow: true })));
  }
  return copy.toString({ lineWidth: 0 });
}

const isSame = (a: string, b: string): boolean => JSON.stringify(parsed(a)) === JSON.stringify(parsed(b));

function parsed(text: string): unknown {
  const document = parseDocument(text, { version: '1.2' });
  // A mapping as a list of pairs, so that their order counts too.
  return document.errors.length > 0
    ? undefined
    : [...(document.toJS({ mapAsMap: true }) as Map<unknown, unknown>)].map(entry =>
        JSON.stringify(entry, mapEntries),
      );
}

const mapEntries = (_: string, value: unknown): unknown => (value instanceof Map ? [...value] : value);

/** The text with the families put in behind the last one; undefined where there is none to stand behind. */
function spliced(text: string, { value }: Outputs, added: readonly string[]): string | undefined {
  if (!(isMap(value) || isSeq(value)) || !value.range) return undefined;
  const item = (family: string) => (isSeq(value) ? family : `${family}: {}`);
  if (value.flow === true) {
    const end = value.range[1] - 1;
    const before = text.slice(0, end).trimEnd();
    const comma = value.items.length === 0 ? ' ' : ', ';
    const closing = text.slice(before.length, end) || (comma === ' ' ? ' ' : '');
    return `${before}${comma}${added.map(item).join(', ')}${closing}${text.slice(end)}`;
  }
  const first = startOf(value);
  const last = endOf(value, text);
  if (first === undefined || last === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', first - 1) + 1;
  const indent = ' '.repeat(first - lineStart - (isSeq(value) ? 2 : 0));
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = added.map(family => `${ending}${indent}${isSeq(value) ? '- ' : ''}${item(family)}`);
  return `${text.slice(0, last)}${lines.join('')}${text.slice(last)}`;
}

/** Where the first item begins. */
function startOf(value: YAMLMap | YAMLSeq): number | undefined {
  const [first] = value.items;
  const node = isMap(value) ? (first as Pair | undefined)?.key : first;
  return isScalar(node) ? node.range?.[0] : undefined;
}

/** The end of the line on which the last item ends, its remark included. */
function endOf(value: YAMLMap | YAMLSeq, text: string): number | undefined {
  const last = value.range?.[1];
  if (last === undefined) return undefined;
  const inner = text.slice(0, last).trimEnd().length;
  const end = text.indexOf('\n', inner);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}
