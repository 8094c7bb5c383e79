import { dirname } from 'node:path';
import * as v from 'valibot';
import type { Installer, Step } from './installer.ts';

/** Go builds the program from its sources, which its checksum database vouches for. */
export const installFromGo: Installer<'go'> = async (origin, { folder, target, step }) => {
  await step(['go', 'install', '-trimpath', origin.package], {
    // A workspace or vendor folder of the user's says nothing about the tool.
    cwd: folder,
    env: { GOBIN: dirname(target), GOFLAGS: '-mod=mod', GOWORK: 'off' },
  });
};

const download = v.object({ Dir: v.string() });

/** The folder with the sources of a module, `example.org/module@v1.2.3`, in the cache of Go. */
export async function downloadModule(module: string, folder: string, step: Step): Promise<string> {
  const { stdout } = await step(['go', 'mod', 'download', '-json', module], { cwd: folder });
  return v.parse(download, JSON.parse(stdout)).Dir;
}
