import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tally } from '../suite/tally.ts';
import type { Engine } from './engine.ts';
import { generated } from './generated.ts';
import { nodeRuntime } from './stand-ins.ts';

/** Versions of the example: v3 is healthy and fails some orders; "bad" ends as soon as it starts. */
export const versions = ['v1', 'v2', 'v3', 'bad'] as const;
export type Version = (typeof versions)[number];

export const imageOf = (version: Version) => `registry.example.com/orders:${version}`;

/** Builds each version by its generated Dockerfile; false when one cannot be built, which the tally says. */
export function buildVersions(
  engine: Engine,
  { project, work, tally }: { readonly project: string; readonly work: string; readonly tally: Tally },
): boolean {
  for (const image of nodeRuntime().images) engine.bring(image);
  return versions.every(version => {
    const folder = join(work, `build-${version}`);
    mkdirSync(folder, { recursive: true });
    cpSync(join(project, 'examples', 'orders'), folder, { recursive: true });
    const source = version === 'bad' ? 'v1' : version;
    const spec = join(folder, 'docs', '09_SPEC', 'SPEC-01_orders.yaml');
    writeFileSync(spec, readFileSync(spec, 'utf8').replace('source: "v1"', `source: "${source}"`));
    if (version === 'bad') writeFileSync(join(folder, source, 'server.js'), 'process.exit(3);\n');
    if (!generated(join(project, 'dist', 'main.cjs'), folder, tally, ['--family', 'docker'])) return false;
    const words = ['--file', join(folder, 'Dockerfile'), '--tag', imageOf(version), folder];
    const built = engine.docker('build', ...words);
    return tally.judge(`${version} is built by its generated Dockerfile`, built.code === 0, () => built.text);
  });
}
