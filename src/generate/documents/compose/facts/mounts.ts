/** What a service mounts: folders, single files, secrets and configs. */
import { problem } from '../../../../errors/index.ts';
import { label } from '../../../../model/names.ts';
import type { Token } from '../../../../model/token.ts';
import { isProblem } from '../../../../model/values/parse.ts';
import { filePath, mountPath } from '../../../../model/values/text.ts';
import { join, refusal } from '../load/paths.ts';
import { alternatives, Names } from '../names.ts';
import type { ComposeProject, ComposeService, FileSource, Grant, Mount } from '../project/types.ts';
import type { Secrets } from './secrets.ts';
import { fileMode, size, yesNo } from './values.ts';
import type { Writer } from './writer.ts';

export function stateMounts(
  service: ComposeService,
  project: ComposeProject,
  secrets: Secrets,
  writer: Writer,
): void {
  const names = new Names();
  for (const mount of service.mounts) {
    if (isFile(mount)) stateFile(mount, writer);
    else stateVolume(mount, project, names, writer);
    for (const option of mount.options) writer.skip('volumes.options', option);
  }
  for (const tmpfs of service.tmpfs) stateTmpfs(tmpfs, names, writer);
  for (const grant of service.secrets) stateSecret(grant, project, writer);
  for (const grant of service.configs) stateConfig(grant, project, secrets, writer);
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['volume', 'persistent'],
  ['bind', 'bind'],
  ['tmpfs', 'ephemeral'],
]);

function stateVolume(mount: Mount, { volumes }: ComposeProject, names: Names, writer: Writer): void {
  const { type, source, target, readOnly, subPath, size: limit } = mount;
  const kind = kinds.get(type.text);
  if (kind === undefined) {
    writer.decline('volumes', `a mount of type "${type.text}" has no counterpart`, type);
    return;
  }
  const wrong = mountPath('volume')(target);
  if (isProblem(wrong)) {
    writer.report({ ...wrong, severity: 'warning' });
    return;
  }
  const isNamed = type.text === 'volume' && source !== undefined;
  if (isNamed && !volumes.has(source.text)) {
    const facts = { what: 'volume', name: source.text, ...alternatives(source.text, volumes.keys()) };
    writer.report(problem('compose-reference-unknown', facts, { at: source.at }));
  }
  const wanted = label(isNamed ? source.text : (/[^/]+(?=\/*$)/.exec(target.text)?.[0] ?? '')) ?? 'volume';
  const path = ['volumes', { name: names.distinct(wanted) }] as const;
  writer.state([...path, 'name'], path[1].name, isNamed ? source : target, isNamed ? {} : { derived: true });
  // A volume without a name is gone with its container.
  const said = type.text === 'volume' && !isNamed ? 'ephemeral' : kind;
  writer.state([...path, 'kind'], said, type, type.rewritten ? { derived: true } : {});
  writer.state([...path, 'path'], target.text, target);
  if (type.text === 'bind' && source) writer.text([...path, 'source'], machinePath(source));
  writer.read([...path, 'readOnly'], readOnly, yesNo);
  writer.text([...path, 'subPath'], subPath);
  if (limit && limit.text !== '0') writer.read([...path, 'size'], limit, size('size'));
}

/** "./data/" is "data"; what leads out of the project stays as it is. */
function machinePath(source: Token): Token {
  const text = refusal(source.text) === undefined ? join('.', source.text) : source.text;
  return text === source.text ? source : { text, at: source.at, rewritten: true };
}

/** Both ends end in a name with an ending: a single file of the project is mounted, not a folder. */
function isFile({ type, source, target }: Mount): boolean {
  if (type.text !== 'bind' || !source || isProblem(filePath('file')(machinePath(source)))) return false;
  return [source, target].every(({ text }) => /[^/]\.[a-z][a-z0-9]{0,9}$/i.test(text));
}

function stateFile({ source, target, readOnly }: Mount, writer: Writer): void {
  const path = ['files', { name: target.text }];
  if (!source || !writer.text([...path, 'name'], target)) return;
  writer.read([...path, 'source'], machinePath(source), filePath('file'));
  if (readOnly) writer.skip('volumes.read_only', readOnly);
}

/** "/run:size=64m,mode=755". */
function stateTmpfs(tmpfs: Token, names: Names, writer: Writer): void {
  const [target = '', ...options] = tmpfs.text.split(':');
  const folder = { text: target, at: tmpfs.at, ...(options.length > 0 ? { rewritten: true as const } : {}) };
  const wrong = mountPath('tmpfs')(folder);
  if (isProblem(wrong)) {
    writer.report({ ...wrong, severity: 'warning' });
    return;
  }
  const path = ['volumes', { name: names.distinct(label(target) ?? 'tmp') }] as const;
  writer.state([...path, 'name'], path[1].name, folder, { derived: true });
  writer.state([...path, 'kind'], 'ephemeral', folder);
  writer.state([...path, 'path'], target, folder);
  const limit = /(?:^|,)size=(\w+)/.exec(options.join(':'))?.[1];
  if (limit !== undefined)
    writer.read([...path, 'size'], { text: limit, at: tmpfs.at, rewritten: true }, size('size'));
  if (/(?:^|,)(?!size=)[^,]/.test(options.join(':'))) writer.skip('tmpfs.options', tmpfs);
}

function stateSecret(grant: Grant, { secrets }: ComposeProject, writer: Writer): void {
  const found = sourceOf(grant, secrets, 'secret', writer);
  if (!found) return;
  const path = stateTarget(grant, '/run/secrets/', writer);
  if (path) writer.text([...path, 'secret'], grant.source);
}

function stateConfig(grant: Grant, { configs }: ComposeProject, secrets: Secrets, writer: Writer): void {
  const found = sourceOf(grant, configs, 'config', writer);
  if (!found) return;
  const { file, content } = found;
  if (content && secrets.leaks(content)) {
    const secret = label(grant.source.text) ?? 'file';
    const facts = { what: `what ${grant.source.text} holds`, home: 'file', name: secret } as const;
    writer.report(problem('secret-literal', facts, { at: content.at }));
    const path = stateTarget(grant, '/', writer);
    if (path) writer.state([...path, 'secret'], secret, content);
    return;
  }
  if (!file && !content) {
    writer.decline(`configs.${grant.source.text}`, 'its content is not in this project', grant.source);
    return;
  }
  const path = stateTarget(grant, '/', writer);
  if (path && content) writer.state([...path, 'content'], content.text, content);
  if (path && file) writer.read([...path, 'source'], machinePath(file), filePath('file'));
}

function sourceOf(
  { source }: Grant,
  sources: ReadonlyMap<string, FileSource>,
  what: string,
  writer: Writer,
): FileSource | undefined {
  const found = sources.get(source.text);
  if (found) return found;
  const facts = { what, name: source.text, ...alternatives(source.text, sources.keys()) };
  writer.report(problem('compose-reference-unknown', facts, { at: source.at }));
  return undefined;
}

/** The path of the file that a secret or a config is mounted as. */
function stateTarget(
  { source, target, mode }: Grant,
  folder: string,
  writer: Writer,
): readonly ['files', { readonly name: string }] | undefined {
  const token = target ?? source;
  const text = token.text.startsWith('/') ? token.text : `${folder}${token.text}`;
  const wrong = mountPath('file')({ ...token, text });
  if (isProblem(wrong)) {
    writer.report({ ...wrong, severity: 'warning' });
    return undefined;
  }
  const path = ['files', { name: text }] as const;
  writer.state([...path, 'name'], text, token);
  writer.read([...path, 'mode'], mode, fileMode);
  return path;
}
