import type { Language } from '../../../model/service.ts';
import { type Text, type Traced, text } from '../../../model/traced.ts';
import { isServing, type ServiceView } from '../../../model/views.ts';
import { probeOf } from './probe.ts';
import { filledByShell } from './references.ts';

/** Bash opens the socket itself: for images whose runtime cannot be asked for a line of code. */
const bash = [
  'bash',
  '-c',
  `exec 3<>"/dev/tcp/127.0.0.1/$PORT" && printf 'GET %s HTTP/1.0\\r\\n\\r\\n' "$0" >&3 && read -r _ status _ <&3 && [ "$status" = 200 ]`,
];

/** What asks /127.0.0.1:$PORT for the path in its last argument, with what the image has; exit code 0 on an answer 2xx. */
const askers: Readonly<Record<Language, readonly string[]>> = {
  node: [
    'node',
    '-e',
    "fetch('http://127.0.0.1:' + process.env.PORT + process.argv[1]).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))",
  ],
  python: [
    'python',
    '-c',
    "import os, sys, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['PORT'] + sys.argv[1], timeout=10)",
  ],
  ruby: [
    'ruby',
    '-rnet/http',
    '-e',
    "exit Net::HTTP.get_response('127.0.0.1', ARGV[0], ENV.fetch('PORT').to_i).is_a?(Net::HTTPSuccess)",
  ],
  php: [
    'php',
    '-r',
    "exit(@file_get_contents('http://127.0.0.1:' . getenv('PORT') . $argv[1]) === false ? 1 : 0);",
    '--',
  ],
  static: ['sh', '-c', 'wget -q -O /dev/null "http://127.0.0.1:$PORT$0"'],
  go: bash,
  java: bash,
  dotnet: bash,
  rust: bash,
};

/**
 * argv that asks, inside the container of the service, what its liveness probe asks. Undefined where nobody says what
 * that is. `asker` is the language whose runtime the image has; without one only a command of the document is known.
 */
export function healthQuestion(
  service: ServiceView,
  asker: Traced<Language> | undefined,
): readonly Text[] | undefined {
  const probe = probeOf(service.health, 'live');
  if (probe && probe.command.length > 0) return filledByShell(probe.command, service);
  const port = probe?.port ?? (isServing(service) ? service.port : undefined);
  if (!port || !asker) return undefined;
  const { value: over } = service.health.over;
  // No path is known, or the certificate is for another name than 127.0.0.1: that it takes connections must do.
  // The configuration of a static site has its path in any case, and its image no Bash.
  if ((over === 'tcp' && asker.value !== 'static') || probe?.scheme?.value === 'https')
    return ['bash', '-c', 'exec 3<>"/dev/tcp/127.0.0.1/$0"', port.map(String)];
  const other = probe?.port ? ['env', text`PORT=${port}`] : [];
  return [...other, ...askers[asker.value], service.health.live];
}
