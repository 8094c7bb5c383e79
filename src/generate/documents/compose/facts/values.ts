/** The values of a Compose file that are written in a way of their own. */
import { problem } from '../../../../errors/index.ts';
import type { Parse } from '../../../../model/values/parse.ts';
import { cpu } from '../../../../model/values/quantities.ts';

const perUnit: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-9],
  ['us', 1e-6],
  ['µs', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
]);

/** Seconds: "90s", "1m30s", "500ms" (Compose specification, 11). */
export function period(what: string): Parse<number> {
  return ({ text, at }) => {
    const parts = [...text.matchAll(/(\d{1,9}(?:\.\d{1,9})?)(ns|us|µs|ms|s|m|h|d)/g)];
    const isWhole = parts.length > 0 && parts.map(([part]) => part).join('') === text;
    if (!isWhole) return problem('duration-invalid', { what, text }, { at });
    const seconds = parts.reduce(
      (sum, [, amount, unit = '']) => sum + Number(amount) * (perUnit.get(unit) ?? 0),
      0,
    );
    return Math.round(seconds * 1000) / 1000;
  };
}

const units = ['b', 'k', 'm', 'g', 't', 'p'];

/** Bytes: "50M", "1.5gb", "300k", "1048576", all binary. A Kubernetes quantity, rounded up to whole MiB. */
export function size(what: string): Parse<string> {
  return ({ text, at }) => {
    const match = /^(\d{1,15}(?:\.\d{1,9})?) ?([bkmgtp]?)(?:i?b)?$/i.exec(text);
    const power = Math.max(0, units.indexOf((match?.[2] ?? '').toLowerCase()));
    const mebibytes = Math.ceil((Number(match?.[1]) * 1024 ** power) / 1024 ** 2);
    if (!match || mebibytes <= 0)
      return problem('quantity-invalid', { what, text, example: '512M or 2g' }, { at });
    return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
  };
}

/** Processors: "0.50" is "500m". */
export function processors(what: string): Parse<string> {
  return token => cpu(what)({ ...token, text: token.text.replace(/^\./, '0.') });
}

/** Permissions: "0440", "440", "0o440". Four octal digits. */
export const fileMode: Parse<string> = ({ text, at }) => {
  const digits = /^(?:0o?)?([0-7]{3})$/.exec(text)?.[1];
  const example = { what: 'mode', text, example: '0440' };
  return digits === undefined ? problem('quantity-invalid', example, { at }) : `0${digits}`;
};

export const yesNo: Parse<boolean> = ({ text, at }) => {
  const word = text.toLowerCase();
  if (['true', 'yes', 'on', 'y', '1'].includes(word)) return true;
  if (['false', 'no', 'off', 'n', '0'].includes(word)) return false;
  return problem('boolean-invalid', { what: 'flag', text }, { at });
};
