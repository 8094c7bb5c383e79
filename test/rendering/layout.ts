import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where the forms of one service stand. */
export interface Chart {
  readonly service: string;
  readonly folder: string;
  readonly overlays: string;
  readonly manifests: string;
  /** The environment that the plain manifests are written for. */
  readonly production: string;
}

/** The services of a generated project: each has a chart; the folders of a single one are not divided by name. */
export function chartsIn(root: string): readonly Chart[] {
  const charts = join(root, 'helm');
  if (!existsSync(charts)) return [];
  return readdirSync(charts).map(service => {
    const own = existsSync(join(root, 'k8s', service)) ? service : '.';
    const overlays = join(root, 'kustomize', own);
    const environments = existsSync(overlays) ? readdirSync(overlays) : [];
    return {
      service,
      folder: join(root, 'helm', service),
      overlays,
      manifests: join(root, 'k8s', own),
      production: environments.includes('production') ? 'production' : (environments.at(-1) ?? ''),
    };
  });
}
