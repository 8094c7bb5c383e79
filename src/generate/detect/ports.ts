import type { Language } from '../../model/service.ts';
import type { Candidate } from './finding.ts';
import { portOf } from './program.ts';
import type { Repository } from './repository.ts';
import { capture, search } from './search.ts';
import { sourcesOf } from './sources.ts';

interface Patterns {
  /** The port beside the variable PORT: what counts where nobody sets it. */
  readonly beside: readonly RegExp[];
  /** A port that is written into a call that listens. */
  readonly fixed: readonly RegExp[];
  /** The service reads the variable PORT. */
  readonly reads: RegExp;
}

const javascript: Patterns = {
  beside: [
    /process\.env(?:\.PORT\b|\[["']PORT["']\])(?:,\s*10)?\W{0,12}(\d{2,5})\b/,
    /\{[^}]{0,80}\bPORT\s*=\s*["']?(\d{2,5})["']?[^}]{0,80}\}\s*=\s*process\.env/,
    /\b(?:get|env|num|port)(?:<\w+>)?\(\s*["']PORT["'],\s*["']?(\d{2,5})\b/,
    /\$\{PORT:?[-=](\d{2,5})\}/,
    /\bBun\.env\.PORT\W{0,12}(\d{2,5})\b/,
  ],
  fixed: [
    /\.listen\(\s*(\d{2,5})\b/,
    /\.listen\(\s*\{[^}]{0,120}\bport:\s*(\d{2,5})\b/,
    /\b(?:serve|Bun\.serve)\(\s*\{[^}]{0,200}\bport:\s*(\d{2,5})\b/,
    /^\s*port:\s*(\d{2,5})\s*,?\s*$/,
    /^\s*(?:export\s+)?(?:const|let|var)\s+(?:port|PORT)\s*(?::\s*\w+)?\s*=\s*["']?(\d{2,5})\b/,
  ],
  reads: /(process\.env(?:\.PORT\b|\[["']PORT["']\])|\bPORT\b[^}]{0,80}\}\s*=\s*process\.env|["']PORT["'])/,
};

const jvm: Patterns = {
  beside: [/System\.getenv\(\s*"PORT"\s*\).{0,60}?(\d{2,5})\b/, /getOrDefault\(\s*"PORT",\s*"(\d{2,5})"/],
  fixed: [
    /\bInetSocketAddress\(\s*(\d{2,5})\s*\)/,
    /\bInetSocketAddress\(\s*"[^"]{0,60}",\s*(\d{2,5})/,
    /\.start\(\s*(\d{2,5})\s*\)/,
    /\bport\s*=\s*(\d{2,5})\b/,
    /\bport\(\s*(\d{2,5})\s*\)/,
  ],
  reads: /getenv\(\)?\.?(?:get\(|getOrDefault\()?\s*("PORT")/,
};

const patterns: Readonly<Record<Language, Patterns | undefined>> = {
  node: javascript,
  python: {
    beside: [
      /(?:environ\.get|getenv|environ\.setdefault|env\.int|env|config)\(\s*["']PORT["'],\s*(?:default\s*=\s*)?["']?(\d{2,5})\b/,
      /["']PORT["']\s*\)?\s*or\s*["']?(\d{2,5})\b/,
    ],
    fixed: [
      /\b(?:run|run_app|serve|listen|run_simple)\([^)]{0,200}\bport\s*=\s*(\d{2,5})\b/,
      /\b(?:\w*HTTPServer|make_server|TCPServer|run_simple|WSGIServer)\(\s*\(?\s*(?:["'][^"']{0,60}["']|\w{1,40})?\s*,\s*(\d{2,5})\b/,
      /\.listen\(\s*(\d{2,5})\b/,
      /^\s*(?:PORT|port)\s*(?::\s*\w+)?\s*=\s*(\d{2,5})\s*(?:#.*)?$/,
      /^\s*port\s*=\s*(\d{2,5})\s*,?\s*\)?\s*$/,
    ],
    reads: /(?:environ|getenv|env|config)\W{0,3}(?:\.get|\.int)?\W{0,3}["'](PORT)["']/,
  },
  go: {
    beside: [
      /(?:Getenv|LookupEnv|cmp\.Or|getEnv|getenv|envOr|EnvOr)\(.{0,40}"PORT"\)?,\s*":?(\d{2,5})"/,
      /^\s*(?:port|addr|listenAddr)\s*:?=\s*"(?:[\w.]{0,40}:)?(\d{2,5})"/i,
    ],
    fixed: [
      /\b(?:ListenAndServe(?:TLS)?|Run|Start|Listen)\(\s*"[\w.]{0,40}:(\d{2,5})"/,
      /\bAddr:\s*"[\w.]{0,40}:(\d{2,5})"/,
      /\bnet\.Listen\(\s*"tcp4?",\s*"[\w.]{0,40}:(\d{2,5})"/,
      /^\s*(?:const\s+|var\s+)?\w*(?:port|addr)\w*\s*(?:string\s*)?:?=\s*"(?:[\w.]{0,40}:)?(\d{2,5})"/i,
    ],
    reads: /(?:Getenv|LookupEnv|getEnv|getenv|envOr|EnvOr)\(\s*"(PORT)"/,
  },
  java: jvm,
  ruby: {
    beside: [/ENV(?:\.fetch\(|\[)\s*["']PORT["']\s*[\])]?\s*(?:,|\|\||\{)\s*["']?(\d{2,5})\b/],
    fixed: [/\bset\s+:port,\s*(\d{2,5})\b/, /\bPort:\s*(\d{2,5})\b/, /^\s*port\s+(\d{2,5})\b/],
    reads: /ENV(?:\.fetch\(|\[)\s*["'](PORT)["']/,
  },
  php: {
    beside: [/getenv\(\s*["']PORT["']\s*\)\s*\?\??:?\s*["']?(\d{2,5})\b/],
    fixed: [],
    reads: /getenv\(\s*["'](PORT)["']/,
  },
  dotnet: {
    beside: [/GetEnvironmentVariable\(\s*"PORT"\s*\)\s*\?\?\s*"(\d{2,5})"/],
    fixed: [],
    reads: /GetEnvironmentVariable\(\s*"(PORT)"/,
  },
  rust: {
    beside: [
      /env::var\(\s*"PORT"\s*\).{0,60}?(?:unwrap_or|map_or|unwrap_or_else).{0,30}?"?(\d{2,5})\b/,
      /unwrap_or(?:_else)?\(\s*(?:\|_\|\s*)?"?(\d{2,5})\b/,
    ],
    fixed: [
      /"(?:0\.0\.0\.0|127\.0\.0\.1|localhost|\[::\]|\[::1\]):(\d{2,5})"/,
      /\(\s*\[\s*\d{1,3}(?:,\s*\d{1,3}){3}\s*\]\s*,\s*(\d{2,5})\s*\)/,
      /\.bind\(\s*\(\s*"[^"]{1,60}",\s*(\d{2,5})\s*\)/,
    ],
    reads: /env::var\(\s*"(PORT)"/,
  },
  static: undefined,
};

export interface SourcePorts {
  readonly ports: readonly (Candidate<number> | undefined)[];
  /** The sources read the variable PORT. */
  readonly readsPort: boolean;
}

/** The ports that the sources name: first those beside the variable PORT, then those written into a call. */
export function portsInSources(repository: Repository, language: Language): SourcePorts {
  const known = patterns[language];
  if (!known) return { ports: [], readsPort: false };
  const sources = sourcesOf(repository, language);
  const readsPort = search(repository, sources, known.reads) !== undefined;
  const found = (list: readonly RegExp[]) =>
    list.map(pattern => portOf(capture(repository, sources, pattern)));
  return { ports: [...(readsPort ? found(known.beside) : []), ...found(known.fixed)], readsPort };
}
