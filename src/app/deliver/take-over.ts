import { callControl } from '../../deliver/control/call.ts';
import type { Instance, RunSpec } from '../../deliver/engine/ports.ts';
import { realMachine } from '../../deliver/machine/real/machine.ts';
import { openVariables } from '../../deliver/targets/process/process-target.ts';
import { ReleaseStore } from '../../deliver/targets/process/releases.ts';
import { type Self, startSupervisor } from './daemons.ts';
import type { Place } from './place.ts';

/**
 * Starts the supervisor unless it runs, makes the new token known, so that an older holder is refused from now on, and
 * hands the values of open variables over: a supervisor that was started again has forgotten them.
 */
export async function takeOver(place: Place, self: Self, token: number): Promise<void> {
  await startSupervisor(place, self);
  const socket = place.supervisorSocket;
  await callControl(socket, 'announce', { token });
  const instances = await callControl<Instance[]>(socket, 'observe');
  const releases = new ReleaseStore(realMachine, place.releases);
  const secrets: Record<string, Record<string, string>> = {};
  for (const { group, release: id } of instances) {
    const release = await releases.find(id);
    if (release && knowsVariables(release.run)) secrets[group] = openVariables(release.run, process.env);
  }
  await callControl(socket, 'hand', { token, secrets });
}

const knowsVariables = (run: RunSpec): boolean =>
  run.requiredVariables.every(name => process.env[name] !== undefined);
