import { problem } from '../../errors/index.ts';
import { label } from '../names.ts';
import type { Parse } from './parse.ts';

/** Control characters apart from tab and newline, and those that reorder text on a screen. */
const control = /(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u;

/** Any text without control characters. `\|` is how Markdown writes a bar inside a table cell. */
export function text(what: string): Parse<string> {
  return ({ text, at }) => {
    if (control.test(text)) return problem('text-invalid', { what }, { at });
    return text.replaceAll('\\|', '|').trim();
  };
}

/** A name as RFC 1123 label; `component_name` becomes `component-name`. */
export function name(what: string): Parse<string> {
  return ({ text, at }) => label(text) ?? problem('name-invalid', { what, text }, { at });
}

/** A path of a URL: begins with a slash; braces mark parameters. */
export function urlPath(what: string): Parse<string> {
  return ({ text, at }) =>
    /^\/[\w\-./~%:@{}+]*$/.test(text) && text.length <= 512
      ? text
      : problem('path-invalid', { what, text }, { at });
}

/** A path of a file or folder that stays inside the project. `.` is the project folder itself. */
export function filePath(what: string): Parse<string> {
  return ({ text, at }) => {
    const inside = /^[\w.@+][\w\-./@+]*$/.test(text) && !text.split('/').includes('..');
    return inside && text.length <= 512
      ? text.replace(/\/$/, '')
      : problem('path-invalid', { what, text }, { at });
  };
}

/** An absolute path inside a container, such as a mount point. */
export function mountPath(what: string): Parse<string> {
  return ({ text, at }) =>
    /^\/[\w\-./]+$/.test(text) && !text.split('/').includes('..')
      ? text
      : problem('path-invalid', { what, text }, { at });
}

/** A version that can be an image tag (OCI distribution specification: at most 128 characters). */
export function version(what: string): Parse<string> {
  return ({ text, at }) =>
    /^\w[\w.-]{0,127}$/.test(text) ? text : problem('version-invalid', { what, text }, { at });
}

/**
 * Where Git clones from: over HTTPS or SSH, without a password in it. The short form of SSH is written out: Argo CD takes
 * both, Flux an address with a scheme only.
 */
export const repositoryUrl: Parse<string> = ({ text, at }) => {
  const url = text.replace(/^git@([^/:]+):\/?/, 'ssh://git@$1/');
  return /^(?:https:\/\/|ssh:\/\/git@)[\w.-]{1,253}(?::\d{1,5})?\/[\w./~-]{1,512}$/.test(url)
    ? url
    : problem('repository-invalid', { text }, { at });
};

/** The name of an environment variable (POSIX 8.1). */
export const variableName: Parse<string> = ({ text, at }) =>
  /^[A-Za-z_]\w{0,127}$/.test(text) ? text : problem('variable-name-invalid', { text }, { at });

export function boolean(what: string): Parse<boolean> {
  return ({ text, at }) => {
    const word = text.trim().toLowerCase();
    if (['yes', 'true', 'required', 'enabled', 'y'].includes(word)) return true;
    if (['no', 'false', 'optional', 'disabled', 'n'].includes(word)) return false;
    return problem('boolean-invalid', { what, text }, { at });
  };
}

/** An IPv4 range such as 10.0.0.0/16. */
export const cidr: Parse<string> = ({ text, at }) => {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  const [a, b, c, d, prefix] = (match ?? []).slice(1).map(Number);
  const valid = match && [a, b, c, d].every(part => (part ?? 256) <= 255) && (prefix ?? 33) <= 32;
  return valid ? text : problem('cidr-invalid', { text }, { at });
};
