const operators: Readonly<Record<string, (order: number) => boolean>> = {
  '=': order => order === 0,
  '!=': order => order !== 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
};

/** Whether a version of a provider may be taken: `>= 5.1, < 7.0`, or `~> 6.0`, whose last number may grow. */
export function admits(constraint: string, version: string): boolean {
  return constraint.split(',').every(part => {
    const [, operator = '=', bound = ''] = /^\s*(=|!=|>=?|<=?|~>)?\s*v?([\d.]+)\s*$/.exec(part) ?? [];
    if (bound === '') throw new Error(`no constraint of versions: ${constraint}`);
    const order = compared(version, bound);
    if (operator !== '~>') return operators[operator]?.(order) ?? false;
    const fixed = bound.split('.').slice(0, -1);
    return order >= 0 && version.split('.').slice(0, fixed.length).join('.') === fixed.join('.');
  });
}

/** Less than, equal to, or more than 0. */
function compared(a: string, b: string): number {
  const [left, right] = [a, b].map(version => version.split('.').map(Number));
  for (let at = 0; at < 3; at += 1) {
    const order = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
