import { problem } from '../../../errors/index.ts';
import type { FieldPath } from '../../../model/facts.ts';
import { isProblem } from '../../../model/values/parse.ts';
import { filePath } from '../../../model/values/text.ts';
import type { ScalarNode } from '../tree/node.ts';
import type { Container } from './container.ts';
import { child, scalar } from './sheet.ts';
import { stateTarget, type Target, targetsOf } from './targets.ts';

/** Reads the files that are put into a container. `folder` is that of the Score file, below the project folder. */
export function readFiles(container: Container, folder: string): void {
  const { node, path, field, sheet } = container;
  for (const found of targetsOf(child(node, 'files'), `${field}.files`, sheet)) {
    const { target } = found;
    if (!target.text.startsWith('/')) {
      const rule = 'a file has an absolute path in the container';
      const facts = { field: found.field, text: target.text, rule };
      sheet.report(problem('score-path-unusable', facts, { at: target.at }));
      continue;
    }
    readFile(found, [...path, 'files', { name: target.text }], container, folder);
  }
}

function readFile(found: Target, path: FieldPath, container: Container, folder: string): void {
  const { sheet } = container;
  const [source, content] = [scalar(found.node, 'source'), scalar(found.node, 'content')];
  const binary = scalar(found.node, 'binaryContent');
  const holder = source ?? content ?? binary;
  if (!holder) return;
  if (source && !readSource(source, path, found, container, folder)) return;
  stateTarget([...path, 'name'], found, sheet);
  const raw = scalar(found.node, 'noExpand');
  const expand = binary === undefined && raw?.value !== true;
  if (raw) sheet.state([...path, 'expand'], expand, raw);
  else sheet.state([...path, 'expand'], expand, holder, { derived: true });
  if (content) readContent(content, expand, path, found, container);
  if (binary) readBinary(binary, path, found, container);
  const mode = scalar(found.node, 'mode');
  if (mode) sheet.state([...path, 'mode'], mode.token.text.padStart(4, '0'), mode);
}

/** Content in which placeholders are filled in stays a template, `$$` and all; what is known here is filled in. */
function readContent(
  content: ScalarNode,
  expand: boolean,
  path: FieldPath,
  { field }: Target,
  { sheet, filler }: Container,
): void {
  const { template, problems } = filler.fill(content, `${field}.content`);
  if (expand) sheet.report(...problems);
  sheet.state([...path, 'content'], expand ? template : content.token.text, content);
}

function readBinary(binary: ScalarNode, path: FieldPath, { field }: Target, { sheet }: Container): void {
  // Base64 may be folded over lines.
  const text = binary.token.text.replaceAll(/[\r\n ]/g, '');
  sheet.state([...path, 'binary'], text, binary);
  if (text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)) return;
  sheet.report(problem('score-binary-invalid', { field: `${field}.binaryContent` }, { at: binary.token.at }));
}

/** A file of the project; false for one that lies outside. */
function readSource(
  source: ScalarNode,
  path: FieldPath,
  { field }: Target,
  { sheet }: Container,
  folder: string,
): boolean {
  const { text, at } = source.token;
  const inside = text.startsWith('/') ? undefined : joined(folder, text);
  const value = inside === undefined ? undefined : filePath('source')({ text: inside, at: source.token.at });
  if (value !== undefined && !isProblem(value)) {
    sheet.state([...path, 'source'], value, source);
    return true;
  }
  const rule = 'a source is a file of the project, with a path of letters, digits and . _ - @ +';
  sheet.report(problem('score-path-unusable', { field: `${field}.source`, text, rule }, { at }));
  return false;
}

/** The path below the project folder; undefined when it leaves it. */
function joined(folder: string, path: string): string | undefined {
  const steps: string[] = [];
  for (const step of `${folder}/${path}`.split('/')) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '' && step !== '.' && step !== '..') steps.push(step);
  }
  return steps.join('/');
}
