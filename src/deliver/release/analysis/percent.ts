/** A share of 0 to 1 as a person reads it: "9.8 %", "0.25 %", "0.0012 %". */
export function percent(share: number): string {
  const value = share * 100;
  if (value >= 10) return `${Math.round(value * 10) / 10} %`;
  return `${Number(value < 0.1 ? value.toPrecision(2) : value.toFixed(2))} %`;
}
