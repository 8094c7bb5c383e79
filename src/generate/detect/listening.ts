import { port as parsePort } from '../../model/values/numbers.ts';
import type { Clues } from './clues.ts';
import { assumed, choose, type Finding } from './finding.ts';
import { type SourcePorts } from './ports.ts';
import { procfile } from './procfile.ts';
import { portOf } from './program.ts';
import { capture, search } from './search.ts';
import { sourcesOf } from './sources.ts';

const listens =
  /\b(?:listen|Listen|ListenAndServe|createServer|HTTPServer|HttpServer|make_server|run_app|serve|bind|TcpListener|Start|Run|WebApplication|runApplication)\b/;

/** A program of no framework that never listens is a worker. */
export function isListening({ program, repository }: Clues, { ports }: SourcePorts): boolean {
  if (program.framework || program.usualPort || program.language === 'static') return true;
  if ([...program.ports, ...ports].some(port => port !== undefined)) return true;
  const sources = sourcesOf(repository, program.language);
  return sources.length === 0 || search(repository, sources, listens) !== undefined;
}

/** The port by the order of trust; it is always one, and says for which reason where nobody names it. */
export function chosenPort(
  { repository, program, image, compose, said, settling }: Clues,
  inSources: SourcePorts,
): Finding<number> | undefined {
  const examples = ['.env.example', '.env.sample', '.env.template'];
  const example = capture(repository, examples, /^\s*(?:export\s+)?PORT\s*=\s*["']?(\d{2,5})/);
  // The sources may open other ports too, for metrics or debugging: only the best of them speaks for the service.
  const own = choose([...program.ports, ...inSources.ports]);
  const candidates = [
    said.port,
    image?.port,
    compose?.port,
    portOf(procfile(repository).port),
    own,
    portOf(example),
    program.usualPort,
    assumed(8080, 'nobody names a port: the usual one that needs no rights'),
  ];
  return settling.agreed('port', candidates, parsePort);
}
