/** For clients of suites that share the machine with others: an answer that takes long there is not lost. */
export const patient = { timeoutMs: 30_000 } as const;
