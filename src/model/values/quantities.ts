import { problem } from '../../errors/index.ts';
import { isProblem, type Parse } from './parse.ts';

/** Binary units, in MiB. Documents and clouds write GB where they sell GiB, so both mean the same here. */
const mebibytes: ReadonlyMap<string, number> = new Map([
  ['k', 1 / 1024],
  ['m', 1],
  ['g', 1024],
  ['t', 1024 * 1024],
]);

const amount = /^(\d{1,9}(?:\.\d{1,6})?) ?([KMGT])(?:i?B?)$/i;

function inMebibytes(text: string): number | undefined {
  const match = amount.exec(text.trim());
  const unit = mebibytes.get((match?.[2] ?? '').toLowerCase());
  return match && unit !== undefined ? Number(match[1]) * unit : undefined;
}

/** A Kubernetes quantity of memory or storage: "4GB" and "4Gi" are "4Gi", "0.5GB" is "512Mi". */
export function bytes(what: string): Parse<string> {
  return ({ text, at }) => {
    const value = inMebibytes(text);
    if (value === undefined || value <= 0)
      return problem('quantity-invalid', { what, text, example: '512Mi or 4GB' }, { at });
    return value % 1024 === 0 ? `${value / 1024}Gi` : `${Math.ceil(value)}Mi`;
  };
}

/** Storage in whole GiB: "100GB" is 100, "1TB" is 1024. */
export function gigabytes(what: string): Parse<number> {
  return ({ text, at }) => {
    const value = inMebibytes(text);
    return value === undefined || value <= 0
      ? problem('quantity-invalid', { what, text, example: '100GB' }, { at })
      : Math.ceil(value / 1024);
  };
}

/** Processors as a number: "2 vCPU" is 2, "500m" is 0.5. */
export function cores(what: string): Parse<number> {
  return ({ text, at }) => {
    const match = /^(\d{1,6}(?:\.\d{1,3})?) ?(m|v?CPUs?|v?cpus?|[cC]ores?)?$/.exec(text.trim());
    const value = Number(match?.[1]) / (match?.[2] === 'm' ? 1000 : 1);
    return match && value > 0
      ? value
      : problem('quantity-invalid', { what, text, example: '2 vCPU, 0.5 or 500m' }, { at });
  };
}

/** Processors as a Kubernetes quantity: "2 vCPU" is "2", "0.5" is "500m". */
export function cpu(what: string): Parse<string> {
  const read = cores(what);
  return token => {
    const value = read(token);
    if (isProblem(value)) return value;
    return Number.isInteger(value) ? String(value) : `${Math.round(value * 1000)}m`;
  };
}

/** Compares Kubernetes quantities of one kind: CPU in cores, memory in MiB. */
export function quantityValue(text: string): number {
  const memory = inMebibytes(text);
  if (memory !== undefined && !/^\d+m$/.test(text)) return memory;
  return text.endsWith('m') ? Number(text.slice(0, -1)) / 1000 : Number(text);
}

const currencies: ReadonlyMap<string, string> = new Map([
  ['$', 'USD'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['¥', 'JPY'],
]);

/** The currency of "$", "USD": an ISO 4217 code. */
export const currency: Parse<string> = ({ text, at }) => {
  const code = currencies.get(text) ?? (/^[A-Z]{3}$/.test(text) ? text : undefined);
  return code ?? problem('money-invalid', { what: 'currency', text }, { at });
};

/** A number with two decimals at most and commas between thousands: "1,250.50". */
export function money(what: string): Parse<number> {
  return ({ text, at }) => {
    const plain = text.replaceAll(',', '');
    return /^\d{1,12}(?:\.\d{1,2})?$/.test(plain)
      ? Number(plain)
      : problem('money-invalid', { what, text }, { at });
  };
}
