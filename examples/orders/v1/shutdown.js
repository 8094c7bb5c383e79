import { Server } from 'node:net';

/**
 * On a signal: not ready any more, no new connections, every request in hand is answered, and each keep-alive
 * connection ends with the answer that says `Connection: close`. Exits 0 when the last one is closed, or when the
 * grace time is over and only idle connections are left.
 */
export function shutDownOn(signals, { server, life, log, graceMs, close }) {
  function stop(signal) {
    if (life.stopping) return;
    life.stopping = true;
    // http.Server.close would cut idle connections, and with them a request that is already on its way.
    Server.prototype.close.call(server, () => void exit());
    // Said when it is true: who reads it may count on it that nobody is let in any more.
    log.info('stopping', { signal, inHand: life.inHand });
    setTimeout(() => void exit(), graceMs).unref();
  }

  async function exit() {
    const lost = life.inHand;
    if (lost > 0) log.error('the grace time is over', { graceMs, lost });
    await close();
    log.info('stopped');
    process.exit(lost > 0 ? 1 : 0);
  }

  for (const signal of signals) process.once(signal, stop);
}
