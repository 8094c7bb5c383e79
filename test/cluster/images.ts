import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { versions as official } from '../../src/model/official-images.ts';
import { type Engine, startEngine } from '../docker/engine.ts';
import { generated } from '../docker/generated.ts';
import { nodeRuntime } from '../docker/stand-ins.ts';
import type { Tally } from '../docker/tally.ts';

/** The versions of the example, by the images that are made of them. */
export const imageOf = (version: 'v1' | 'v2' | 'v3') => `registry.example.com/orders:${version}`;

/** Debian's busybox dies when its wget is given a time (-T), which Alpine's takes: this machine's own wget asks in its place. */
const alpine = {
  names: [`docker.io/library/alpine:${official.alpine['3.24']}`],
  programs: ['/usr/bin/wget'],
};

/**
 * Builds each version of the example by its generated Dockerfile, and gives the images to the nodes of the cluster.
 *
 * @param loader a command that takes archives of images, as `docker save` writes them
 * @returns false when it cannot be done here, which the tally says
 */
export async function bringImages(
  project: string,
  work: string,
  loader: string,
  record: Tally,
): Promise<boolean> {
  const engine = await startEngine();
  if (typeof engine === 'string') {
    record.skip(engine);
    return false;
  }
  try {
    for (const image of nodeRuntime().images) engine.bring(image);
    engine.bring(alpine);
    const versions = ['v1', 'v2', 'v3'] as const;
    for (const version of versions) if (!build(engine, project, work, version, record)) return false;
    const archive = join(work, 'images.tar');
    const names = [...versions.map(imageOf), ...alpine.names];
    const saved = engine.docker('save', '--output', archive, ...names);
    if (!record.judge('images are saved', saved.code === 0, () => saved.text)) return false;
    execFileSync('bash', ['-c', `${loader} "$1"`, 'load', archive], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return true;
  } finally {
    await engine.stop();
  }
}

function build(
  engine: Engine,
  project: string,
  work: string,
  version: 'v1' | 'v2' | 'v3',
  record: Tally,
): boolean {
  const folder = join(work, `build-${version}`);
  mkdirSync(folder, { recursive: true });
  cpSync(join(project, 'examples', 'orders'), folder, { recursive: true });
  const spec = join(folder, 'docs', '09_SPEC', 'SPEC-01_orders.yaml');
  writeFileSync(spec, readFileSync(spec, 'utf8').replace('source: "v1"', `source: "${version}"`));
  if (!generated(join(project, 'dist', 'main.js'), folder, record, ['--family', 'docker'])) return false;
  const built = engine.docker(
    'build',
    '--file',
    join(folder, 'Dockerfile'),
    '--tag',
    imageOf(version),
    folder,
  );
  return record.judge(`${version} is built by its generated Dockerfile`, built.code === 0, () => built.text);
}
