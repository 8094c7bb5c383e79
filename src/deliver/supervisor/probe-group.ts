import type { ProbeResult } from '../engine/ports.ts';
import type { Sockets } from '../machine/sockets.ts';
import type { Group } from './group.ts';

/** Asks the instances of a group for each path: all of them in one round, or one a round of several. */
export async function probeGroup(
  sockets: Sockets,
  group: Group,
  paths: readonly string[],
  rounds: number,
): Promise<ProbeResult> {
  const { probeTimeoutMs } = group.spec.run;
  let [passed, total] = [0, 0];
  let why: string | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const instances = group.instances;
    // One instance after the other: a probe must not be a load test.
    const instance = instances[round % Math.max(1, instances.length)];
    const asked = rounds === 1 ? instances : instance ? [instance] : [];
    for (const { port } of asked) {
      for (const path of paths) {
        const answer = await sockets.probe(port, path, probeTimeoutMs);
        total += 1;
        if (answer.ok) passed += 1;
        else why ??= `GET ${path} answered ${group.instructions.redacted(answer.text)}`;
      }
    }
  }
  return why === undefined ? { passed, total } : { passed, total, why };
}
