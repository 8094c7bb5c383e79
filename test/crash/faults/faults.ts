import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { fingerprint } from '../invariants.ts';
import { recover } from '../point.ts';
import { look } from '../sight.ts';
import { fillDisk } from './full-disk.ts';
import type { Halted, How, Rig } from './rig.ts';
import { takePort } from './take-port.ts';

/** One row of the matrix that is tried for real. */
export interface Fault extends How {
  readonly name: string;
  /** What is done while the controller stands still at a moment, and what must follow; one sentence for each thing that is wrong. */
  readonly meet: (rig: Rig, halted: Halted) => Promise<readonly string[]>;
  /** Requests that the fault itself may cost, by cause: connections that died with a process. */
  readonly costs?: RegExp;
}

const leaseMs = 1_500;

/** Never 0: that would be ourselves, and all that we started. Whoever has just ended by itself needs no signal. */
function end(pid: number, signal: 'SIGKILL' | 'SIGSTOP'): void {
  if (!(pid > 0)) throw new Error(`there is no process ${pid}`);
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const killed: Fault = {
  name: 'SIGKILL',
  meet: async (rig, halted) => {
    rig.kill(halted);
    await halted.done;
    await recover(rig.project);
    return rig.wrong(halted, 'end as planned');
  },
};

/** Another controller takes over; the first one wakes up, is fenced, and changes nothing. */
const paused: Fault = {
  name: 'SIGSTOP past the lease',
  losesLease: true,
  meet: async (rig, halted) => {
    await sleep(leaseMs + 200);
    await recover(rig.project);
    const taken = fingerprint(await look(rig.project));
    rig.resume(halted);
    const { code, stderr } = await halted.done;
    const fenced =
      code !== 0 && stderr.includes('fenced') ? [] : [`it was not fenced: ${code} ${stderr.slice(-300)}`];
    const changed =
      taken === fingerprint(await look(rig.project)) ? [] : ['who was fenced changed something'];
    return [...fenced, ...changed, ...(await rig.wrong(halted, 'end as planned'))];
  },
};

const second: Fault = {
  name: 'second controller',
  meet: async (rig, halted) => {
    const other = await rig.project.cli('up', '.', '--as', 'other', '--json');
    rig.resume(halted);
    await halted.done;
    const refused = other.stdout.includes('"deploy-in-progress"')
      ? []
      : [`the second was not refused: ${other.stdout.slice(0, 300)}`];
    return [...refused, ...(await rig.wrong(halted, 'end as planned'))];
  },
};

const routerDead: Fault = {
  name: 'router dead',
  costs:
    /^(?:connection-refused|idle-connection-closed|reset-before-response|reset-mid-response|ECONNRESET|socket hang up)$/,
  meet: async (rig, halted) => {
    const file = join(rig.project.place.folder, 'supervisor.json');
    const { companions } = JSON.parse(readFileSync(file, 'utf8')) as {
      companions: { process: { pid: number } }[];
    };
    for (const { process: router } of companions) end(router.pid, 'SIGKILL');
    rig.resume(halted);
    await halted.done;
    return rig.wrong(halted, 'be undone');
  },
};

/** The command that needs it starts it again. */
const supervisorDead: Fault = {
  name: 'supervisor dead',
  meet: async (rig, halted) => {
    const claim = readFileSync(join(rig.project.place.folder, 'supervisor.pid'), 'utf8');
    end((JSON.parse(claim) as { pid: number }).pid, 'SIGKILL');
    rig.resume(halted);
    await halted.done;
    return rig.wrong(halted, 'be undone');
  },
};

/** The last entry is torn: nothing is guessed, what serves goes on, and the store says what is wrong with it by name. */
const corrupt: Fault = {
  name: 'corrupt journal',
  meet: async (rig, halted) => {
    rig.kill(halted);
    await halted.done;
    const database = new Database(rig.project.storeFile);
    const last = database.prepare('SELECT max(seq) AS seq, entry FROM journal').get() as {
      seq: number;
      entry: string;
    };
    const put = database.prepare('UPDATE journal SET entry = ? WHERE seq = ?');
    put.run(last.entry.slice(0, -9), last.seq);
    const serving = await fetch(rig.project.url).then(response => response.status);
    const { stdout } = await rig.project.cli('recover', '.', '--json');
    put.run(last.entry, last.seq);
    database.close();
    await recover(rig.project);
    const isRefused = halted.moment === 'lock' || stdout.includes('"store-corrupt"');
    return [
      ...(isRefused ? [] : [`it went on over a torn entry: ${stdout.slice(0, 300)}`]),
      ...(serving === 200 || halted.moment === 'rollback' ? [] : [`it answered ${serving}`]),
      ...(await rig.wrong(halted, 'end as planned')),
    ];
  },
};

/** An instance of the new version, or of the old one where there is none yet, stops answering and is no use to anybody. */
const hangs: Fault = {
  name: 'instance hangs',
  costs: /./,
  meet: async (rig, halted) => {
    const { instances } = await look(rig.project);
    const [victim] = instances.filter(({ pid }) => pid > 0).toReversed();
    if (victim) end(victim.pid, 'SIGSTOP');
    rig.resume(halted);
    await halted.done;
    return rig.wrong(halted, 'be undone');
  },
};

const crashLoops: Fault = {
  name: 'crash loops',
  costs: /^(?:router:reset-before-response|reset-mid-response)$/,
  meet: async (rig, halted) => {
    const stop = killAgainAndAgain(rig);
    rig.resume(halted);
    await halted.done;
    await stop();
    return rig.wrong(halted, 'be undone');
  },
};

/** The newest instance dies three times, as soon as it is ready. */
function killAgainAndAgain(rig: Rig): () => Promise<void> {
  const killing = (async () => {
    for (let i = 0; i < 3; i += 1) {
      const { instances } = await look(rig.project);
      const [victim] = instances.toReversed();
      if (victim?.ready) end(victim.pid, 'SIGKILL');
      await sleep(150);
    }
  })();
  return () => killing;
}

const diskFull: Fault = {
  name: 'disk full',
  meet: async (rig, halted) => {
    const free = fillDisk(rig.project.folder);
    rig.resume(halted);
    await halted.done;
    free();
    await recover(rig.project);
    return rig.wrong(halted, 'be undone');
  },
};

/** Nothing is done: the version itself is the fault. */
const justGoOn: Fault['meet'] = async (rig, halted) => {
  rig.resume(halted);
  await halted.done;
  return rig.wrong(halted, 'be undone');
};

const slowStart: Fault = { name: 'slow start', behaviour: 'starts-slowly', meet: justGoOn };

const flapping: Fault = {
  name: 'flapping health',
  behaviour: 'flaps',
  meet: async (rig, halted) => {
    const file = rig.project.flapsWhile(halted.attempt.version.name);
    writeFileSync(file, '');
    rig.resume(halted);
    await halted.done;
    rmSync(file);
    return rig.wrong(halted, 'be undone');
  },
};

/** An instance that serves dies, and somebody else takes its port before it is started again. */
const portTaken: Fault = {
  name: 'port taken',
  costs: /^(?:router:reset-before-response|reset-mid-response)$/,
  meet: async (rig, halted) => {
    const { serving } = halted.before;
    const victim = halted.before.instances.find(({ group, pid }) => group === serving && pid > 0);
    if (!victim) return ['nothing served'];
    const giveBack = await takePort(victim);
    rig.resume(halted);
    await halted.done;
    const wrong = await rig.wrong(halted, 'be undone');
    giveBack();
    return wrong;
  },
};

export const faults: readonly Fault[] = [
  killed,
  paused,
  diskFull,
  hangs,
  crashLoops,
  slowStart,
  flapping,
  routerDead,
  supervisorDead,
  portTaken,
  second,
  corrupt,
];
