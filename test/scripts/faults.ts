/** What is wrong with what was found, in words; nothing where all is well. */
export const unlike = (what: string, found: unknown, wanted: unknown): string[] =>
  found === wanted ? [] : [`${what} is ${String(found)}, not ${String(wanted)}`];

export const without = (text: string, ...wanted: readonly string[]): string[] =>
  wanted.filter(part => !text.includes(part)).map(part => `nothing says "${part}" in: ${text.slice(-600)}`);
