import type { Token } from '../../../model/token.ts';
import type { ScalarNode, TreeNode } from '../tree/node.ts';
import { child, entriesOf, type Sheet, scalar } from './sheet.ts';

export interface ServicePort {
  readonly name: string;
  readonly target: number;
  readonly protocol: 'tcp' | 'udp';
  /** What says the target. */
  readonly node: ScalarNode;
}

/** Reads the ports that the service offers. */
export function readPorts(root: TreeNode, sheet: Sheet): readonly ServicePort[] {
  return entriesOf(child(child(root, 'service'), 'ports')).flatMap(([name, entry]) => {
    const port = scalar(entry.node, 'port');
    return port ? [readPort(name, entry.key, entry.node, port, sheet)] : [];
  });
}

/** What serves HTTP is mostly called so. */
const httpNames = new Set(['http', 'https', 'web', 'www', 'api']);

/**
 * Concludes where the service answers HTTP: at the target of the first TCP port with a name such as http, else of the
 * first TCP port. Without one it is a worker; `main` is the key of the container that is the service.
 */
export function concludeKind(ports: readonly ServicePort[], main: Token | undefined, sheet: Sheet): void {
  const candidates = ports.filter(({ protocol }) => protocol === 'tcp');
  const http = candidates.find(({ name }) => httpNames.has(name)) ?? candidates[0];
  if (http) sheet.state(['service', 'port'], http.target, http.node, { derived: true });
  else if (main) sheet.stateKey(['service', 'kind'], 'worker', main, { derived: true });
}

function readPort(name: string, key: Token, entry: TreeNode, port: ScalarNode, sheet: Sheet): ServicePort {
  const path = ['service', 'ports', { name }];
  sheet.stateKey([...path, 'name'], name, key);
  sheet.state([...path, 'port'], Number(port.token.text), port);
  const target = scalar(entry, 'targetPort');
  const node = target ?? port;
  sheet.state([...path, 'target'], Number(node.token.text), node, target ? {} : { derived: true });
  const spoken = scalar(entry, 'protocol');
  const protocol = spoken?.token.text === 'UDP' ? 'udp' : 'tcp';
  if (spoken) sheet.state([...path, 'protocol'], protocol, spoken);
  else sheet.stateKey([...path, 'protocol'], protocol, key, { derived: true });
  return { name, target: Number(node.token.text), protocol, node };
}
