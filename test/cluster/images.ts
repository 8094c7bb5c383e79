import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { versions as official } from '../../src/model/official-images.ts';
import { startEngine } from '../docker/engine.ts';
import { buildVersions, imageOf, versions } from '../docker/versions.ts';
import type { Suite } from '../suite/index.ts';

/** Debian's busybox dies when its wget is given a time (-T), which Alpine's takes: this machine's own wget asks in its place. */
const alpine = {
  names: [`docker.io/library/alpine:${official.alpine['3.24']}`],
  programs: ['/usr/bin/wget'],
};

/**
 * Gives the versions of the example to the nodes of the cluster.
 *
 * @param loader a command that takes archives of images, as `docker save` writes them
 * @returns false when it cannot be done here, which the tally says
 */
export async function bringImages(suite: Suite, loader: string): Promise<boolean> {
  const { work, tally } = suite;
  const engine = await startEngine();
  if (typeof engine === 'string') {
    tally.skip(engine);
    return false;
  }
  try {
    if (!buildVersions(engine, suite)) return false;
    engine.bring(alpine);
    const archive = join(work, 'images.tar');
    const saved = engine.docker('save', '--output', archive, ...versions.map(imageOf), ...alpine.names);
    if (!tally.judge('images are saved', saved.code === 0, () => saved.text)) return false;
    execFileSync('bash', ['-c', `${loader} "$1"`, 'load', archive], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return true;
  } finally {
    await engine.stop();
  }
}
