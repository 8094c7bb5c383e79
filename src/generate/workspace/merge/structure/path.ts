/** The way to a node: keys of mappings, names of list items in square brackets, positions as numbers. */
export type Path = readonly (string | number | { readonly name: string })[];

/** As a person writes it: `spec.containers[web].ports[0]`. */
export function printPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (typeof step !== 'string') return `[${step.name}]`;
      if (!/^[\w/-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}
