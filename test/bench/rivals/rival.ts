/** A file that we generate for one service, which is the template of the others: its objects as text. */
export interface Template {
  readonly name: string;
  readonly content: string;
}

/** A service of the comparison; template and services differ in these alone. */
export interface Sample {
  readonly name: string;
  readonly port: number;
}

export const sample = (n: number): Sample => ({ name: `service-${n}`, port: 8000 + (n % 1000) });

/** What the templates are made of: its name and port stand nowhere but as name and port. */
export const first: Sample = { name: 'zservicez', port: 65432 };

export interface Command {
  readonly argv: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the files appear; emptied before each run. */
  readonly output: string;
}

export interface Rival {
  readonly name: string;
  /** What its run does, for the table. */
  readonly does: string;
  /** Why it cannot be had; then it is skipped. */
  readonly missing?: string;
  /** Lays out what renders the templates for so many services. */
  readonly layOut: (folder: string, templates: readonly Template[], count: number) => Command;
}

export const filled = (text: string, { name, port }: Sample): string =>
  text.replaceAll(first.name, name).replaceAll(String(first.port), String(port));
