/** Values that say how a version takes the place of another. */
import { problem } from '../../errors/index.ts';
import type { Parse } from './parse.ts';

/** A number of instances, or a share of them, as in a Deployment: "25 %" is "25%", "2 instances" is "2". */
export function surge(what: string): Parse<string> {
  return ({ text, at }) => {
    const [, number = '', unit = ''] =
      /^(\d{1,3})( ?%| percent| instances?| replicas?| pods?)?$/i.exec(text.trim()) ?? [];
    if (number === '') return problem('surge-invalid', { what, text }, { at });
    return `${Number(number)}${/%|percent/i.test(unit) ? '%' : ''}`;
  };
}

/** The share of a step: a whole number of percent from 1 to 99. */
export const weight: Parse<number> = ({ text, at }) => {
  const [, number = ''] = /^(\d{1,2}) ?(?:%|percent)?$/i.exec(text.trim()) ?? [];
  return Number(number) >= 1 ? Number(number) : problem('weight-invalid', { text }, { at });
};

/** By how much something may grow, in percent: "10 %", "150". */
export function increase(what: string): Parse<number> {
  return ({ text, at }) => {
    const [, number] = /^(\d{1,4}(?:\.\d{1,6})?) ?(?:%|percent)?$/i.exec(text.trim()) ?? [];
    return number === undefined ? problem('increase-invalid', { what, text }, { at }) : Number(number);
  };
}

/** Any finite number: "-0.5", "1e-3". */
export function decimal(what: string): Parse<number> {
  return ({ text, at }) => {
    const value = /^[+-]?\d{1,40}(?:\.\d{1,40})?(?:e[+-]?\d{1,3})?$/i.test(text.trim())
      ? Number(text)
      : Number.NaN;
    return Number.isFinite(value) ? value : problem('decimal-invalid', { what, text }, { at });
  };
}

/** The name of a cookie or a header: a token of HTTP (RFC 9110, section 5.6.2; RFC 6265, section 4.1.1). */
export function httpToken(what: string): Parse<string> {
  return ({ text, at }) =>
    /^[\w!#$%&'*+.^`|~-]{1,128}$/.test(text) ? text : problem('token-invalid', { what, text }, { at });
}

/** The name of a feature flag: as the router puts it into a header, several parted by commas. */
export const flagName: Parse<string> = ({ text, at }) =>
  /^[A-Za-z\d][\w.:/-]{0,127}$/.test(text) ? text : problem('flag-name-invalid', { text }, { at });

/** Where Prometheus answers: http or https, without credentials, a query or a fragment. */
export const prometheusUrl: Parse<string> = ({ text, at }) =>
  /^https?:\/\/(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])(?::\d{1,5})?(?:\/[\w.~/-]*)?$/i.test(text) &&
  URL.canParse(text)
    ? text.replace(/\/+$/, '')
    : problem('prometheus-url-invalid', { text }, { at });
