import { capture, run } from './run.ts';

/** Of the addresses for benchmarks (RFC 2544), which lead nowhere: several suites at once have ranges of their own. */
const range = `198.18.${process.pid % 256}`;

/** A network of hosts and this machine, which leads nowhere else. */
export interface Network {
  /** Makes a namespace with an address in the network. */
  add(name: string): Place;
  remove(): void;
}

/** Where a host stands in the network. */
export interface Place {
  readonly namespace: string;
  readonly address: string;
}

/**
 * The switch stands in a namespace of its own: what the firewall of this machine forwards, or drops, is no business of
 * the hosts'. `tag` tells the networks of several suites apart.
 */
export function makeNetwork(tag: string): Network {
  const hub = `${tag}-hub`;
  const outside = `${tag}-0`;
  run('ip', ['netns', 'add', hub]);
  run('ip', ['-n', hub, 'link', 'add', 'switch', 'type', 'bridge']);
  run('ip', ['-n', hub, 'link', 'set', 'switch', 'up']);
  run('ip', ['link', 'add', outside, 'type', 'veth', 'peer', 'name', 'port0', 'netns', hub]);
  plug(hub, 'port0');
  run('ip', ['addr', 'add', `${range}.1/24`, 'dev', outside]);
  run('ip', ['link', 'set', outside, 'up']);
  const namespaces = [hub];
  return {
    add: name => {
      const namespace = `${tag}-${name}`;
      const number = namespaces.push(namespace);
      const address = `${range}.${8 + number}`;
      run('ip', ['netns', 'add', namespace]);
      const port = `port${number}`;
      run('ip', [
        '-n',
        namespace,
        'link',
        'add',
        'host0',
        'type',
        'veth',
        'peer',
        'name',
        port,
        'netns',
        hub,
      ]);
      plug(hub, port);
      run('ip', ['-n', namespace, 'addr', 'add', `${address}/24`, 'dev', 'host0']);
      for (const device of ['lo', 'host0']) run('ip', ['-n', namespace, 'link', 'set', device, 'up']);
      run('ip', ['-n', namespace, 'route', 'add', 'default', 'via', `${range}.1`]);
      return { namespace, address };
    },
    remove: () => {
      const there = capture('ip', ['netns', 'list']);
      for (const name of namespaces) if (there.includes(name)) run('ip', ['netns', 'delete', name]);
    },
  };
}

function plug(hub: string, port: string): void {
  run('ip', ['-n', hub, 'link', 'set', port, 'master', 'switch']);
  run('ip', ['-n', hub, 'link', 'set', port, 'up']);
}
