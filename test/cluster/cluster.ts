import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bash, type Said } from './kubectl.ts';

/** The cluster of KUBECONFIG, and the programs that speak to it. */
export class Cluster {
  readonly #path: readonly string[];
  readonly #work: string;

  /** @param programs paths of kubectl and helm */
  constructor(programs: readonly string[], work: string) {
    this.#path = [...new Set(programs.map(program => dirname(program)))];
    this.#work = work;
  }

  /** For programs that start kubectl and helm by their names. */
  get environment(): NodeJS.ProcessEnv {
    return { PATH: [...this.#path, process.env['PATH']].join(':') };
  }

  run(
    lines: readonly string[],
    folder = this.#work,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<Said> {
    return bash(lines, folder, this.#path, variables);
  }

  /** What a query prints; empty when there is nothing. */
  async ask(line: string): Promise<string> {
    const { stdout } = await this.run([line]);
    return stdout.trim();
  }

  /** Leaves nothing of a namespace, so that the suite can be run again. */
  async remove(namespace: string): Promise<void> {
    await this.run([
      `kubectl delete namespace '${namespace}' --ignore-not-found --timeout 120s`,
      `kubectl delete persistentvolume --selector of='${namespace}' --timeout 60s`,
    ]);
  }

  /** A volume that every pod of a node may write to, for the claim of that name: the cluster provides none by itself. */
  async bringVolume(namespace: string, claim: string): Promise<Said> {
    const folder = join(this.#work, `volume-${namespace}`);
    mkdirSync(folder, { recursive: true, mode: 0o777 });
    const volume = {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `${namespace}-${claim}`, labels: { of: namespace } },
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteMany'],
        persistentVolumeReclaimPolicy: 'Delete',
        claimRef: { namespace, name: claim },
        hostPath: { path: folder },
      },
    };
    const file = join(this.#work, `volume-${namespace}.json`);
    writeFileSync(file, JSON.stringify(volume));
    return this.run([`chmod 0777 '${folder}'`, `kubectl apply --server-side --filename '${file}'`]);
  }
}
