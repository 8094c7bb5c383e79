import type { MapEntry, TreeNode } from '../tree/node.ts';
import type { ServicePort } from './ports.ts';
import { child, entriesOf, scalar } from './sheet.ts';

/**
 * The container that is the service; the others run beside it. The only one; else the one that is called like the
 * workload; else the one whose probe asks a port of the service; else the first that no other waits for.
 */
export function mainContainer(
  containers: readonly (readonly [string, MapEntry])[],
  workload: string,
  ports: readonly ServicePort[],
): readonly [string, MapEntry] | undefined {
  const targets = new Set(ports.map(({ target }) => target));
  return (
    containers.find(([name]) => name === workload) ??
    containers.find(([, { node }]) => probedPorts(node).some(port => targets.has(port))) ??
    containers.find(([, { node }]) => entriesOf(child(node, 'before')).length === 0) ??
    containers[0]
  );
}

const probedPorts = (container: TreeNode) =>
  ['readinessProbe', 'livenessProbe'].flatMap(probe => {
    const port = scalar(child(child(container, probe), 'httpGet'), 'port');
    return port ? [Number(port.token.text)] : [];
  });
