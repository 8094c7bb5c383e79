/** What is usual in each language: used where no document says it, and said so in the origins. */
import type { Language } from './service.ts';

interface Usage {
  /** The runtime version with long-term support at the time of writing. */
  readonly version: string;
  readonly entryPoint: string;
  readonly extensions: readonly string[];
  /** argv that starts `entry`. */
  readonly command: (entry: string, port: number) => readonly string[];
}

const module = (entry: string) => entry.replace(/\.py$/, '').split('/').join('.');

/** Compiled languages start the binary that their image build writes. */
const binary = () => ['./app'];

export const usage: Readonly<Record<Language, Usage>> = {
  node: {
    version: '22',
    entryPoint: 'server.js',
    extensions: ['js', 'mjs', 'cjs', 'ts'],
    command: entry => ['node', entry],
  },
  python: {
    version: '3.12',
    entryPoint: 'main.py',
    extensions: ['py'],
    command: entry => ['python', entry],
  },
  go: { version: '1.26', entryPoint: 'main.go', extensions: ['go'], command: binary },
  java: { version: '21', entryPoint: 'app.jar', extensions: ['jar'], command: e => ['java', '-jar', e] },
  ruby: { version: '3.4', entryPoint: 'app.rb', extensions: ['rb'], command: entry => ['ruby', entry] },
  php: {
    version: '8.4',
    entryPoint: 'public/index.php',
    extensions: ['php'],
    command: (entry, port) => ['php', '-S', `0.0.0.0:${port}`, entry],
  },
  dotnet: { version: '8.0', entryPoint: 'app.dll', extensions: ['dll'], command: e => ['dotnet', e] },
  rust: { version: '1.98', entryPoint: 'src/main.rs', extensions: ['rs'], command: binary },
  static: {
    version: '1',
    entryPoint: 'index.html',
    extensions: ['html'],
    command: () => ['nginx', '-g', 'daemon off;'],
  },
};

/** Frameworks that bring a server of their own; the others are started like any program of their language. */
const servers = new Map<string, Usage['command']>([
  ['fastapi', (entry, port) => asgi(entry, port)],
  ['starlette', (entry, port) => asgi(entry, port)],
  ['flask', entry => ['gunicorn', `${module(entry)}:app`]],
  ['django', entry => ['gunicorn', `${module(entry)}:application`]],
  ['rails', () => ['bundle', 'exec', 'rails', 'server', '-b', '0.0.0.0']],
  ['sinatra', entry => ['bundle', 'exec', 'ruby', entry]],
]);

const asgi = (entry: string, port: number) => [
  'uvicorn',
  `${module(entry)}:app`,
  '--host',
  '0.0.0.0',
  '--port',
  String(port),
];

export interface StartCommand {
  readonly words: readonly string[];
  readonly reason: string;
}

/** The usual start command, with the reason for it. */
export function startCommand(
  language: Language,
  entryPoint: string,
  port: number,
  framework?: string,
): StartCommand {
  const server = framework === undefined ? undefined : servers.get(framework.toLowerCase());
  const words = (server ?? usage[language].command)(entryPoint, port);
  const whose = server === undefined ? language : String(framework);
  return { words, reason: `no start_command is given: ${whose} services usually start this way` };
}

/** The language that a file's extension belongs to. */
export function languageOf(file: string): Language | undefined {
  const extension = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  return (Object.keys(usage) as Language[]).find(name => usage[name].extensions.includes(extension));
}
