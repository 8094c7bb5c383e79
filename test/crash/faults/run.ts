import { spawnSync } from 'node:child_process';
import { startLoad } from '../../../src/deliver/load/load.ts';
import { Orders } from '../cases.ts';
import type { Moment } from '../killing-store.ts';
import { CrashProject } from '../project.ts';
import type { Fault } from './faults.ts';
import { Rig } from './rig.ts';

export interface Cell {
  readonly fault: string;
  readonly moment: Moment;
  readonly requests: number;
  /** Lost with a process that the fault itself ended or stopped. */
  readonly cost: number;
  readonly wrong: readonly string[];
}

/** Meets one fault at each moment of a deploy, under load. */
export async function meetFault(
  fault: Fault,
  at: readonly Moment[],
  controller: readonly string[],
): Promise<Cell[]> {
  const project = await CrashProject.create(controller);
  const isSmall = fault.name === 'disk full';
  if (isSmall) spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', project.folder]);
  project.prepare();
  try {
    const orders = new Orders(project, 'blue-green');
    for (let i = 0; i < 2; i += 1) {
      const { act, version } = orders.first();
      const { code, stderr } = await project.control(act);
      if (code !== 0) throw new Error(`the first versions cannot be deployed: ${stderr}`);
      orders.answered(version);
    }
    const load = startLoad({
      url: project.url,
      requestsPerSecond: 40,
      rampMs: 200,
      connections: 4,
      workload: { get: () => '/', post: () => ({ path: '/', body: '{}', idOf: () => undefined }) },
    });
    const rig = new Rig(project, orders, load);
    const cells: Cell[] = [];
    for (const moment of at) cells.push(await meetAt(rig, fault, moment));
    await load.stop();
    return cells;
  } finally {
    await project.cli('down', '.');
    if (isSmall) spawnSync('umount', ['-l', project.folder]);
    await project.remove();
  }
}

async function meetAt(rig: Rig, fault: Fault, moment: Moment): Promise<Cell> {
  rig.load.mark(moment);
  const wrong = await rig
    .halt(moment, fault)
    .then(halted => fault.meet(rig, halted))
    .catch((error: unknown) => [String(error)]);
  const window = rig.load.snapshot().windows.at(-1);
  const lost = Object.entries(window?.lostByCause ?? {});
  const isCost = (cause: string) => fault.costs?.test(cause) ?? false;
  const unexplained = lost
    .filter(([cause]) => !isCost(cause))
    .map(([cause, count]) => `${count} lost: ${cause}`);
  const cost = lost.reduce((sum, [cause, count]) => sum + (isCost(cause) ? count : 0), 0);
  return {
    fault: fault.name,
    moment,
    requests: window?.started ?? 0,
    cost,
    wrong: [...wrong, ...unexplained],
  };
}
