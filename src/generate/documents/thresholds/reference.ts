/** How thresholds are named: `@threshold: PRD.02.perf.api.p95_latency`, or without a document in a SPEC that names one. */
export interface Reference {
  /** The document that defines it, such as "PRD-02"; absent in the short form. */
  readonly registry?: string;
  readonly key: string;
}

const form = /^(?:[<>≤≥=≈~]{1,2} ?)?@threshold: ?(\S[^]{0,255})$/;

/** The reference that a whole value is; undefined for every other text. "< @threshold: …" says the same. */
export function referenceIn(text: string): Reference | undefined {
  const written = text.includes('@threshold:') ? form.exec(text.trim())?.[1] : undefined;
  return written === undefined ? undefined : parted(written.trim());
}

/** Parts "PRD.02.perf.api.p95" into the document and the key. */
export function parted(name: string): Reference {
  const match = /^([A-Z]{2,8})[.-](\d{1,6}|N{1,4})(?:\.|$)/.exec(name);
  return match ? { registry: `${match[1]}-${match[2]}`, key: name.slice(match[0].length) } : { key: name };
}

/** False for the document that a form leaves open, PRD.NN: its references mean nothing yet. */
export const isNumbered = (registry: string): boolean => /\d$/.test(registry);

/** The name under which a registry stands in the map: PRD-02 and PRD-002 are one. */
export function registryName(id: string): string {
  const [type = '', number = ''] = id.split('-');
  return `${type}.${/^\d+$/.test(number) ? Number(number) : number}`;
}

/** The name under which a threshold stands in the map. */
export const thresholdName = (registry: string, key: string) => `${registryName(registry)}.${key}`;
