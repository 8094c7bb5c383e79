/** What many services do without meaning to: on a signal they are gone, whatever is in hand. */
export function shutDownOn(signals, { log }) {
  for (const signal of signals)
    process.once(signal, () => {
      log.info('stopping', { signal });
      process.exit(0);
    });
}
