import { realMachine } from '../../deliver/machine/real/machine.ts';
import { runSupervisor } from '../../deliver/supervisor/main.ts';

/** The supervisor's process, started by `up`. Runs until it is told to shut down. */
export async function supervise(options: { folder: string; socket: string }): Promise<void> {
  // A command's Ctrl-C reaches the whole terminal; we are not part of it.
  process.on('SIGINT', () => undefined);
  process.on('SIGHUP', () => undefined);
  await runSupervisor(realMachine, options);
}
