import { join } from 'node:path';
import type { Installer } from './index.ts';

/** Go builds the program from its sources, which its checksum database vouches for. */
export const installFromGo: Installer<'go'> = async (origin, _, folder, step) => {
  await step(['go', 'install', '-trimpath', origin.package], {
    // A workspace or vendor folder of the user's says nothing about the tool.
    cwd: folder,
    env: { GOBIN: join(folder, 'bin'), GOFLAGS: '-mod=mod', GOWORK: 'off' },
  });
};
