import { ControlUnreachable } from '../../deliver/control/call.ts';
import type { Sockets } from '../../deliver/machine/sockets.ts';

/**
 * Calls a supervisor. One that has died is started again by `heal`; the call fails all the same, and whoever made it asks
 * again, as the engine does for all its effects. One that is only slow is left alone.
 */
export const healingCall =
  (call: Sockets['call'], heal: () => Promise<void>): Sockets['call'] =>
  async (...args) => {
    try {
      return await call(...args);
    } catch (error) {
      // Why it could not be started is said by the call that fails last.
      if (error instanceof ControlUnreachable && error.reason !== 'timeout')
        await heal().catch(() => undefined);
      throw error;
    }
  };
