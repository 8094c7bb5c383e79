/** Values that only clusters know. */
import { problem } from '../../errors/index.ts';
import { nearest } from '../names.ts';
import type { Parse } from './parse.ts';

/** A name of the IANA time zone database, spelt as there: the machines of a cluster tell upper from lower case. */
export const timeZone: Parse<string> = ({ text, at }) => {
  const shown = text.trim();
  if (/^[A-Z][A-Za-z0-9_+-]{1,31}(?:\/[A-Za-z0-9_+-]{1,31}){0,2}$/.test(shown) && isKnown(shown))
    return shown;
  const known = Intl.supportedValuesOf('timeZone');
  const suggestion = known.find(name => name.toLowerCase() === shown.toLowerCase()) ?? nearest(shown, known);
  return problem('time-zone-unknown', { text: shown, suggestion }, { at });
};

/** Whatever its case, a known name is taken by Intl; of those that it lists, only the listed spelling is right. */
function isKnown(name: string): boolean {
  try {
    if (new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone === name) return true;
  } catch {
    return false;
  }
  return !Intl.supportedValuesOf('timeZone').some(other => other.toLowerCase() === name.toLowerCase());
}

/** A quantity of anything (resource.Quantity): "100", "0.5", "500m", "10k". */
export function quantity(what: string): Parse<string> {
  return ({ text, at }) => {
    const shown = text.trim();
    const isPositive = /[1-9]/.test(shown);
    return isPositive && /^\d{1,15}(?:\.\d{1,3})?(?:m|k|M|G|T|Ki|Mi|Gi|Ti)?$/.test(shown)
      ? shown
      : problem('quantity-invalid', { what, text, example: '100, 0.5, 500m or 10k' }, { at });
  };
}

/** The name of a metric, as Prometheus adapters hand it on. */
export const metricName: Parse<string> = ({ text, at }) =>
  /^[A-Za-z_:][\w:./-]{0,252}$/.test(text) ? text : problem('metric-name-invalid', { text }, { at });

/** A name in DNS (RFC 1123); the first label may be an asterisk. */
export const host: Parse<string> = ({ text, at }) => {
  const shown = text.trim().toLowerCase();
  const labels = shown.replace(/^\*\./, '').split('.');
  const isName = labels.every(part => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(part));
  const isAddress = labels.every(part => /^\d+$/.test(part));
  return isName && !isAddress && shown.length <= 253 ? shown : problem('host-invalid', { text }, { at });
};

/** A name of an object that Kubernetes takes (RFC 1123 subdomain). */
export function objectName(what: string): Parse<string> {
  return ({ text, at }) =>
    text.length <= 253 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(text)
      ? text
      : problem('object-name-invalid', { what, text }, { at });
}

/** "configmaps", "leases.coordination.k8s.io", "pods/log": a kind of object as kubectl names it. */
export const resourceName: Parse<string> = ({ text, at }) =>
  /^[a-z]{1,63}(?:\.[a-z0-9][a-z0-9.-]{0,251}[a-z0-9])?(?:\/[a-z]{1,63})?$/.test(text)
    ? text
    : problem('permission-invalid', { text }, { at });

export const verbs = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
] as const;

/** Where a pod stands in the queue: what is above a billion belongs to Kubernetes itself. */
export const priorityValue: Parse<number> = ({ text, at }) => {
  const value = /^-?\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= -2_147_483_648 && value <= 1_000_000_000
    ? value
    : problem('priority-invalid', { text }, { at });
};
