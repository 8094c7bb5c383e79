import { problem } from '../../../../errors/index.ts';
import { label } from '../../../../model/names.ts';
import { slice, type Token } from '../../../../model/token.ts';
import { port } from '../../../../model/values/numbers.ts';
import { isProblem } from '../../../../model/values/parse.ts';
import { Names } from '../names.ts';
import type { ComposePort, ComposeService } from '../project/types.ts';
import type { Writer } from './writer.ts';

interface Offer {
  readonly name: string;
  /** Where the name is said, or what it follows from. */
  readonly named: Token;
  readonly target: Token;
  readonly published?: Token;
  readonly protocol: 'tcp' | 'udp';
  readonly said: Token;
  readonly isHttp: boolean;
}

/** Where something else than HTTP answers by custom: mail, names, shells, directories, databases, queues, debuggers. */
const otherPorts: ReadonlySet<number> = new Set([
  20, 21, 22, 23, 25, 53, 110, 143, 389, 465, 587, 636, 853, 993, 995, 1433, 1883, 2222, 3306, 3389, 5432,
  5672, 5900, 6379, 9042, 9092, 9229, 11_211, 27_017,
]);

/** The ports of a service; the port where it answers HTTP, as far as that can be told. */
export function statePorts(service: ComposeService, writer: Writer): Token | undefined {
  const offers = offersOf(service, writer);
  for (const { name, named, target, published, protocol, said } of offers) {
    const path = ['ports', { name }];
    writer.state([...path, 'name'], name, named, named === target ? { derived: true } : {});
    const outside = published && /^\d+$/.test(published.text) ? published : target;
    writer.read([...path, 'port'], outside, port, outside === target ? { derived: true } : {});
    if (published && outside === target)
      writer.decline('ports.published', 'a choice of ports is left to Docker', published);
    writer.read([...path, 'target'], target, port);
    writer.state([...path, 'protocol'], protocol, said, said.rewritten ? { derived: true } : {});
  }
  const tcp = offers.filter(
    ({ protocol, target }) => protocol === 'tcp' && !otherPorts.has(Number(target.text)),
  );
  const main =
    tcp.find(({ isHttp }) => isHttp) ?? tcp.find(({ target }) => !target.text.endsWith('443')) ?? tcp[0];
  if (main) writer.read(['port'], main.target, port, { derived: true });
  return main?.target;
}

function offersOf({ ports, expose }: ComposeService, writer: Writer): readonly Offer[] {
  const published = ports.map(item => ({ ...item, said: item.protocol }));
  const exposed = expose.flatMap(token => exposedPort(token, writer));
  const targets = new Set(published.map(keyOf));
  const names = new Names();
  return [...published, ...exposed.filter(item => !targets.has(keyOf(item)))].flatMap(item => {
    const protocol = item.protocol.text.toLowerCase();
    if (isProblem(port(item.target)) || (protocol !== 'tcp' && protocol !== 'udp')) {
      writer.decline('ports', `"${item.target.text}/${protocol}" is no single TCP or UDP port`, item.target);
      return [];
    }
    if (item.host) writer.skip('ports.host_ip', item.host);
    const said = item.name && label(item.name.text) !== undefined ? item.name : undefined;
    const name = names.distinct(label(said?.text ?? '') ?? `${protocol}-${item.target.text}`);
    const isHttp = /^(?:https?|h2c?|grpc)$/i.test(item.application?.text ?? '');
    return [
      {
        name,
        named: said ?? item.target,
        target: item.target,
        protocol,
        said: item.protocol,
        isHttp,
        ...(item.published ? { published: item.published } : {}),
      },
    ];
  });
}

const keyOf = ({ target, protocol }: ComposePort) => `${target.text}/${protocol.text}`;

/** "3000", "3000/udp", or a range, which is left as it is. */
function exposedPort(token: Token, writer: Writer): readonly ComposePort[] {
  const [, target = '', protocol] = /^(\d{1,5})(?:\/([a-z]{1,5}))?$/i.exec(token.text) ?? [];
  if (target === '') {
    const isRange = /^\d{1,5}-\d{1,5}(?:\/[a-z]{1,5})?$/.test(token.text);
    if (isRange) writer.decline('expose', 'it is a range of ports', token);
    else writer.report(problem('compose-port-invalid', { text: token.text }, { at: token.at }));
    return [];
  }
  const said =
    protocol === undefined
      ? { text: 'tcp', at: token.at, rewritten: true as const }
      : slice(token, target.length + 1);
  return [{ target: slice(token, 0, target.length), protocol: said }];
}

/** A port that a service without ports speaks of: where its health check asks, or its variable PORT. */
export function stateSpokenPort(
  { healthcheck, variables }: ComposeService,
  writer: Writer,
): Token | undefined {
  const asked = healthcheck?.test.flatMap(word => {
    const match = /\bhttps?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d{1,5})/.exec(word.text);
    return match?.[1] === undefined
      ? []
      : [slice(word, match.index + match[0].length - match[1].length, match.index + match[0].length)];
  });
  const told = variables.find(({ name }) => name.text === 'PORT')?.value;
  const found = asked?.[0] ?? told;
  return found && writer.read(['port'], found, port, { derived: true }) ? found : undefined;
}
