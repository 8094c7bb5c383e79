import { describe, expect, test } from 'vitest';
import { ordersService, ordersWith } from '../../../../../test/fixtures/orders.ts';
import { alone, shopService } from '../../../../../test/fixtures/shop.ts';
import type { Project, Service } from '../../../../model/service.ts';
import { containerOf, podOf, read, texts } from '../testing/read.ts';

describe('the settings of a container', () => {
  test('reach pod and container', () => {
    expect(podOf(shopService)).toMatchObject({
      hostname: 'shop',
      nodeSelector: { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' },
      restartPolicy: 'Always',
      securityContext: { runAsNonRoot: true, runAsUser: 12_000, runAsGroup: 12_001, fsGroup: 12_001 },
    });
    expect(containerOf(shopService)).toMatchObject({
      args: ['--verbose'],
      workingDir: '/srv/shop',
      stdin: false,
      tty: false,
      securityContext: {
        runAsUser: 12_000,
        privileged: false,
        capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL', 'NET_RAW'] },
      },
    });
  });

  const changed = (container: Partial<Service['container']>) =>
    ordersWith({ container: { addCapabilities: [], dropCapabilities: [], ...container } });

  test.each([
    ['nothing', {}, 'restricted', [true, 10_001, false, false]],
    [
      'a port below 1024',
      { addCapabilities: ['NET_BIND_SERVICE'] },
      'restricted',
      [true, 10_001, false, false],
    ],
    ['root', { user: 'root' }, 'baseline', [false, 0, false, false]],
    ['another owner', { addCapabilities: ['CAP_CHOWN'] }, 'baseline', [true, 10_001, false, false]],
    ['the machine', { privileged: true }, 'privileged', [true, 10_001, true, true]],
    ['the kernel', { addCapabilities: ['SYS_ADMIN'] }, 'privileged', [true, 10_001, false, true]],
    ['a name, which only the image knows', { user: 'node' }, 'restricted', [true, 10_001, false, false]],
  ])('that ask for %s open the namespace as far as they must', (_, container, level, expected) => {
    const project = changed(container);
    const { labels } = read(project, 'namespace.yaml').metadata;
    expect(labels['pod-security.kubernetes.io/enforce']).toBe(level);
    const { runAsNonRoot, runAsUser, privileged, allowPrivilegeEscalation } = read(project, 'deployment.yaml')
      .spec.template.spec.containers[0].securityContext;
    expect([runAsNonRoot, runAsUser, privileged, allowPrivilegeEscalation]).toEqual(expected);
  });

  test('say why two probes ask one question, where only one is known', () => {
    const health = { ...ordersService.health, live: '/up', ready: '/up', startup: '/up' };
    expect(texts(ordersWith({ health }))['deployment.yaml']).toContain(
      '    # Only one question is known that tells whether it is well, so both probes ask it.\n' +
        '    kube-score/ignore: deployment-targeted-by-hpa-does-not-have-replicas-configured,pod-probes-identical\n',
    );
  });

  test('silence scanners only about what the document asks for', () => {
    const ignored = (project: Project) => {
      const annotations = Object.entries(read(project, 'deployment.yaml').metadata.annotations);
      return annotations.map(([, text]) => String(text).split('=')[0]);
    };
    const hpa = 'deployment-targeted-by-hpa-does-not-have-replicas-configured';
    expect(ignored(ordersWith({}))).toEqual([hpa, 'CKV_K8S_43', 'CKV_K8S_35']);
    expect(ignored(changed({ user: '1000', readOnlyRoot: false }))).toEqual([
      `${hpa},container-security-context-user-group-id,container-security-context-readonlyrootfilesystem`,
      'CKV_K8S_43',
      'CKV_K8S_35',
      'CKV_K8S_40',
      'CKV_K8S_22',
    ]);
  });
});

describe('labels and annotations of the documents', () => {
  test('stand on workload and pods where Kubernetes accepts them and they are not ours', () => {
    const { metadata, spec } = read(alone(shopService), 'deployment.yaml');
    const ours = {
      'app.kubernetes.io/name': 'shop',
      'app.kubernetes.io/version': '1.0.0',
      'app.kubernetes.io/managed-by': 'devops-flow',
    };
    const theirs = { team: 'sales', 'example.com/tier': 'front' };
    expect(metadata.labels).toEqual({ ...ours, ...theirs });
    expect(spec.template.metadata.labels).toEqual({ ...ours, slot: 'blue', ...theirs });
    expect(spec.template.metadata.annotations['example.com/owner']).toBe('sales@example.com, on call');
  });

  test('cannot reach a prototype', () => {
    const labels = [
      { name: '__proto__', value: 'x' },
      { name: 'constructor', value: 'y' },
    ];
    expect(read(ordersWith({ labels }), 'deployment.yaml').metadata.labels.constructor).toBe('y');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});
