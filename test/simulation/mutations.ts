/** One small fault in the sources: `from` stands in the file exactly once. */
export interface Mutation {
  readonly name: string;
  /** 600 otherwise. */
  readonly seeds?: number;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const engine = 'src/deliver/engine/engine.ts';
const release = 'src/deliver/release';

export const mutations: readonly Mutation[] = [
  {
    name: 'a text is renamed without having been synced',
    file: 'src/deliver/durable/save-durably.ts',
    from: '    await disk.sync(beside);\n',
    to: '',
  },
  {
    name: 'the folder is not synced',
    file: 'src/deliver/durable/save-durably.ts',
    from: '  await disk.syncFolder(dirname(path));\n',
    to: '',
  },
  {
    name: 'it is renamed before it is synced',
    // It takes a machine that loses its disk between the two.
    seeds: 6000,
    file: 'src/deliver/durable/save-durably.ts',
    from: '    await disk.sync(beside);\n    await disk.rename(beside, path);\n',
    to: '    await disk.rename(beside, path);\n    await disk.sync(path);\n',
  },
  {
    name: 'nobody waits for a drain',
    file: 'src/deliver/engine/perform.ts',
    from: 'if (left === 0 || waited >= timeoutMs)',
    to: 'if (left >= 0 || waited >= timeoutMs)',
  },
  {
    name: 'tables carry no token',
    file: 'src/deliver/engine/table-writer.ts',
    from: '      token,\n      generation',
    to: '      token: 0,\n      generation',
  },
  {
    name: 'an old token is accepted by the router',
    seeds: 3000,
    file: 'src/deliver/router/table.ts',
    from: 'if (next.token < current.token)',
    to: 'if (next.token < 0)',
  },
  {
    name: 'effects begin before they are on record',
    file: engine,
    from: '    await this.#append(next.state, next.effects, letter);\n    this.#options.watch?.(next.state, event);\n',
    to: '    for (const effect of next.effects) this.#start(effect);\n    await this.#append(next.state, next.effects, letter);\n    this.#options.watch?.(next.state, event);\n',
  },
  {
    name: 'what was ordered is not done again after a crash',
    file: engine,
    from: '    for (const effect of state.pending) this.#start(effect);\n',
    to: '',
  },
  {
    name: 'the deadline is ignored',
    file: engine,
    from: '    const at = overdueAt(state);\n',
    to: '    const at = overdueAt(state) === undefined ? undefined : undefined;\n',
  },
  {
    name: 'smoke tests that fail are passed over',
    file: `${release}/activities/start.ts`,
    from: 'if (passed < total) return bad',
    to: 'if (passed < 0) return bad',
  },
  {
    name: 'going back stops the new version before the traffic has left it',
    file: `${release}/revert.ts`,
    from: '  return issue(reverting, ...back.map(member => goBack(reverting, member)));\n',
    to: '  return clear(reverting, reason, at);\n',
  },
  {
    name: 'the old version is put away before it is drained',
    file: `${release}/activities/retire.ts`,
    from: "if (!state.marked || isPending(state, 'drain'))",
    to: 'if (!state.marked)',
  },
  {
    name: 'the baseline is left running',
    file: `${release}/activities/retire.ts`,
    from: '[...(previous && hasBaseline ? [baselineOf(previous.id)] : []), ...leftovers]',
    to: '[...(previous && hasBaseline ? [] : []), ...leftovers.slice(0, 0)]',
  },
  {
    name: 'batches of a rolling deploy are stopped before they are drained',
    file: `${release}/activities/shift.ts`,
    from: "return isPending(reducing, 'drain') ? stay(reducing) : reduce(reducing);",
    to: 'return reduce(reducing);',
  },
  {
    name: 'a table gives traffic to all instances, whatever was counted',
    file: 'src/deliver/engine/table-writer.ts',
    from: 'counts[group] ?? replicas',
    to: 'replicas',
  },
  {
    name: 'a scaled service does not drain',
    file: `${release}/strategies/index.ts`,
    from: "leaving: setting.members.map(({ service, next }) => ({ service, group: next.id, part: 'retired' })),",
    to: 'leaving: [],',
  },
  {
    name: 'an older table is written after a newer one',
    file: `${release}/moves.ts`,
    from: "newer.do === 'set-split' && older.do === 'set-split'",
    to: "newer.do === 'set-split' && older.do === 'wait'",
  },
];
