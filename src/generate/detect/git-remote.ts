import type { Candidate, Evidence } from './finding.ts';

/** The configuration of the repository as git keeps it, and how its place is shown to people. */
export interface GitConfig {
  readonly text: string;
  readonly from: { readonly file: string } | { readonly reason: string };
  /** The way from the top of the repository to the project; absent where they are one. */
  readonly folder?: string | undefined;
}

interface Setting {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** `[remote "origin"]`, and the form `[remote.origin]` of old versions; a setting may stand behind it. */
const section = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/;
/** A plain value or a quoted one. One that needs an escape or goes on in the next line is no address. */
const setting = /^\s*([A-Za-z][\w-]*)\s*=\s*(?:"([^"\\]*)"|([^\s"\\#;]+))\s*(?:[#;].*)?$/;
const longestLine = 2000;

/**
 * The address that git fetches from, without what logs in there: that of `origin`, else that of the only remote. Files
 * that the configuration includes are not read.
 */
export function remoteOf({ text, from }: GitConfig): Candidate<string> | undefined {
  const urls = new Map<string, Setting>();
  for (const found of settingsOf(text)) {
    const remote = /^remote\.(.+)\.url$/.exec(found.name)?.[1];
    // Git fetches from the first of several, and pushes to all.
    if (remote !== undefined && !urls.has(remote)) urls.set(remote, found);
  }
  const chosen = urls.get('origin') ?? (urls.size === 1 ? [...urls.values()][0] : undefined);
  if (!chosen) return undefined;
  const found: Evidence = 'file' in from ? { ...from, line: chosen.line } : from;
  return { value: withoutLogin(chosen.value), found };
}

function* settingsOf(text: string): Generator<Setting> {
  let name = '';
  for (const [i, whole] of text.split('\n').entries()) {
    if (whole.length > longestLine) continue;
    const head = section.exec(whole);
    if (head) name = nameOf(head);
    const [, key, quoted, plain] = setting.exec(head ? whole.slice(head[0].length) : whole) ?? [];
    const value = quoted ?? plain;
    if (key && value) yield { name: `${name}.${key.toLowerCase()}`, value, line: i + 1 };
  }
}

/** The part in quotes alone knows capital letters. */
const nameOf = ([, own = '', quoted]: readonly string[]) =>
  quoted === undefined ? own.toLowerCase() : `${own.toLowerCase()}.${quoted.replaceAll(/\\(.)/g, '$1')}`;

/** A login stands before the last @ of scheme://login@host. Over ssh its user stays: git is the one for all. */
function withoutLogin(url: string): string {
  const [, scheme, authority = '', path = ''] = /^([a-z][a-z+.-]*):\/\/([^/]*)(.*)$/i.exec(url) ?? [];
  if (scheme === undefined) return url;
  const end = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(0, end)).split(':')[0];
  const isShell = scheme.toLowerCase() === 'ssh' && user !== '';
  return `${scheme.toLowerCase()}://${isShell ? `${user}@` : ''}${authority.slice(end + 1)}${path}`;
}

/** "github.com", of scheme://login@host or of login@host:path; an empty text for a folder of this machine. */
export const hostOf = (address: string): string =>
  /^(?:[a-z+.-]+:\/\/(?:[^@/]*@)?|[^@/:]+@)([\w.-]+)[:/]/i.exec(address)?.[1]?.toLowerCase() ?? '';
