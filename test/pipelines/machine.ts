import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** A machine that a product would give a job: what its own actions and images would have put there. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  /** The calls of programs that something else stands in for here, each on a line. */
  readonly calls: () => readonly string[];
}

const digest = `sha256:${'a'.repeat(64)}`;

/** There is no registry to push to and no engine to build with: it answers, and writes down what it was asked. */
const docker = `#!/bin/bash
echo "docker $*" >> "$STAND_INS"
case $1 in
  image) echo '[{"Config":{}}]' ;;
  create) echo container ;;
  login) cat > /dev/null ;;
  cp)
    cp -- "$STAND_IN_FOLDER/$(basename "$3")" "$3"
    ;;
  buildx)
    [[ $2 == build ]] || exit 0
    while (($# > 0)); do
      case $1 in
        --metadata-file) echo '{ "containerimage.digest": "${digest}" }' > "$2" ;;
        --file) test -f "$2" || exit 1 ;;
      esac
      shift
    done
    ;;
esac
`;

const cosign = '#!/bin/bash\necho "cosign $*" >> "$STAND_INS"\n';

/** The real one for what it can do here: images and the database of vulnerabilities are elsewhere. */
const trivy = (real: string) => `#!/bin/bash
case " $* " in
  *' --scanners vuln '* | ' image '*) echo "trivy $*" >> "$STAND_INS" ;;
  *) TRIVY_SKIP_CHECK_UPDATE=true exec ${real} "$@" ;;
esac
`;

/** Python is an environment of its own, as the product's would be: nothing of the machine's changes. */
export function machineIn(
  folder: string,
  programs: { readonly trivy: string; readonly more?: readonly string[] },
): Machine {
  const bin = join(folder, 'stand-ins');
  mkdirSync(bin, { recursive: true });
  const files = { docker, cosign, trivy: trivy(programs.trivy) };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  const python = join(folder, 'python');
  const made = spawnSync('python3', ['-m', 'venv', python], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  const log = join(folder, 'stand-ins.log');
  writeFileSync(log, '');
  const path = [bin, join(python, 'bin'), ...(programs.more ?? []), process.env['PATH'] ?? ''];
  return {
    env: {
      ...process.env,
      PATH: path.join(delimiter),
      HOME: folder,
      // What one product has fetched the next finds.
      PIP_CACHE_DIR: join(dirname(folder), 'pip'),
      // Whatever Python it finds, a package goes into an environment or nowhere.
      PIP_REQUIRE_VIRTUALENV: '1',
      STAND_INS: log,
      STAND_IN_FOLDER: bin,
    },
    calls: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter(line => line !== ''),
  };
}
