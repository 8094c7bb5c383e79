import { describe, expect, test } from 'vitest';
import { alone, shopService } from '../../../../../test/fixtures/shop.ts';
import type { Service } from '../../../../model/service.ts';
import { objectsIn, podOf, read, texts } from '../testing/read.ts';

const shop = (changes: Partial<Service> = {}) => alone({ ...shopService, ...changes });
const pod = (changes: Partial<Service> = {}) => podOf({ ...shopService, ...changes });

describe('files', () => {
  test('that the documents hold are in a ConfigMap, mounted one by one with their mode', () => {
    const [, files] = objectsIn(shop(), 'configmap.yaml');
    expect(files).toMatchObject({
      metadata: { name: 'shop-files' },
      data: { 'shop.conf': 'price = "$5"\nopen = true\n', 'routes.yaml': 'routes: []\n' },
      binaryData: { 'logo.png': 'iVBORw0KGgo=' },
    });
    expect(pod().volumes.at(-3)).toEqual({
      name: 'files',
      configMap: {
        name: 'shop-files',
        items: [
          { key: 'shop.conf', path: 'shop.conf', mode: 0o440 },
          { key: 'logo.png', path: 'logo.png' },
          { key: 'routes.yaml', path: 'routes.yaml' },
        ],
      },
    });
    expect(pod().containers[0].volumeMounts[3]).toEqual({
      name: 'files',
      mountPath: '/etc/shop/shop.conf',
      subPath: 'shop.conf',
      readOnly: true,
    });
  });

  test('that hold a secret or a placeholder come from the secret store', () => {
    expect(pod().volumes.at(-1)).toEqual({
      name: 'secret-files',
      secret: {
        secretName: 'shop-secrets',
        items: [
          { key: 'tls-key', path: 'tls.key', mode: 0o400 },
          { key: 'file-db.conf', path: 'db.conf' },
        ],
      },
    });
  });

  test('of the project come from a ConfigMap that the deploy makes', () => {
    expect(pod().volumes.at(-2)).toEqual({
      name: 'source-files',
      configMap: { name: 'shop-sources', items: [{ key: 'terms.md', path: 'terms.md' }] },
    });
    expect(
      Object.values(texts(shop())).filter(content => content.includes('name: shop-sources')),
    ).toHaveLength(1);
  });

  test('of one name in two folders keep apart; those without a place or content are left out', () => {
    const file = (name: string) => ({ name, content: name, expand: false });
    const files = [
      file('/a/x.conf'),
      file('/b/x.conf'),
      file('/etc/../x'),
      file('x'),
      { name: '/y', expand: false },
    ];
    const { volumes } = pod({ files, sidecars: [], dependencies: [] });
    expect(volumes.at(-1).configMap.items.map(({ key }: { key: string }) => key)).toEqual([
      'x.conf',
      'x.conf-2',
    ]);
  });

  test('restart the pods when their content changes', () => {
    const digest = (content: string) => {
      const files = [{ name: '/x', content, expand: false }];
      return read(shop({ files }), 'deployment.yaml').spec.template.metadata.annotations['checksum/files'];
    };
    expect(digest('a')).not.toBe(digest('b'));
  });

  test('keep what looks like a placeholder, unless they are to be filled in', () => {
    const data = (expand: boolean) => {
      const files = [{ name: '/x', content: '$${HOME} ${other}', expand }];
      return objectsIn(shop({ files }), 'configmap.yaml')[1].data.x;
    };
    expect([data(false), data(true)]).toEqual(['$${HOME} ${other}', '${HOME} ${other}']);
  });
});

describe('the ExternalSecret', () => {
  test('looks up secrets under the service, and what a resource gives under the resource', () => {
    const { spec } = read(shop(), 'externalsecret.yaml');
    expect(spec.data).toEqual([
      { secretKey: 'STRIPE_KEY', remoteRef: { key: 'shop', property: 'STRIPE_KEY' } },
      { secretKey: 'proxy_TOKEN', remoteRef: { key: 'shop', property: 'proxy_TOKEN' } },
      { secretKey: 'tls-key', remoteRef: { key: 'shop', property: 'tls-key' } },
      { secretKey: 'db.username', remoteRef: { key: 'shop/db', property: 'username' } },
      { secretKey: 'db.password', remoteRef: { key: 'shop/db', property: 'password' } },
      { secretKey: 'db.host', remoteRef: { key: 'shop/db', property: 'host' } },
    ]);
  });

  test('fills in the texts that have placeholders', () => {
    expect(read(shop(), 'externalsecret.yaml').spec.target).toEqual({
      name: 'shop-secrets',
      creationPolicy: 'Owner',
      template: {
        engineVersion: 'v2',
        mergePolicy: 'Merge',
        data: {
          DATABASE_URL:
            'postgres://{{ index . "db.username" }}:{{ index . "db.password" }}@{{ index . "db.host" }}/shop',
          'file-db.conf': 'host={{ index . "db.host" }}\n',
        },
      },
    });
    const fromSecret = { secretKeyRef: { name: 'shop-secrets', key: 'DATABASE_URL' } };
    expect(pod().containers[0].env).toContainEqual({ name: 'DATABASE_URL', valueFrom: fromSecret });
  });

  test('has no template where no text needs one', () => {
    const { target } = read(shop({ variables: [], files: [] }), 'externalsecret.yaml').spec;
    expect(target).toEqual({ name: 'shop-secrets', creationPolicy: 'Owner' });
  });
});

describe('sidecars', () => {
  const shown = (containers: { name: string; restartPolicy?: string }[] = []) =>
    containers.map(({ name, restartPolicy }) => [name, restartPolicy]);
  const [exporter, proxy, schema] = shopService.sidecars;

  test('start in the order of what they need: one runs to its end, one is kept, one runs beside', () => {
    expect(shown(pod().initContainers)).toEqual([
      ['schema', undefined],
      ['proxy', 'Always'],
    ]);
    expect(shown(pod().containers)).toEqual([
      ['shop', undefined],
      ['exporter', undefined],
    ]);
  });

  test('that the service waits for to be healthy have a startup probe', () => {
    const { startupProbe, readinessProbe } = pod().initContainers[1];
    expect(startupProbe).toEqual({ httpGet: { path: '/ready', port: 9001 } });
    expect(readinessProbe).toEqual(startupProbe);
    const started = [{ name: 'proxy', until: 'started', required: true }] as const;
    expect(pod({ dependencies: started }).initContainers[1].startupProbe).toBeUndefined();
  });

  test('have variables, secrets, files, volumes and sizes of their own', () => {
    expect(pod().initContainers[1]).toMatchObject({
      image: 'registry.example.com/proxy:2.4.1',
      command: ['/proxy'],
      args: ['--listen', ':9000'],
      env: [
        { name: 'CACHE_DIR', value: '/var/cache/proxy' },
        { name: 'LEVEL', value: 'warn' },
        { name: 'REGION', valueFrom: { configMapKeyRef: { name: 'shop-environment', key: 'REGION' } } },
        { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'shop-secrets', key: 'proxy_TOKEN' } } },
      ],
      resources: {
        requests: { cpu: '20m', memory: '64Mi' },
        limits: { cpu: '20m', memory: '64Mi', 'ephemeral-storage': '288Mi' },
      },
      securityContext: { runAsUser: 10_001, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      volumeMounts: [
        { name: 'volume-cache', mountPath: '/var/cache/proxy' },
        { name: 'files', mountPath: '/etc/proxy/routes.yaml', subPath: 'routes.yaml', readOnly: true },
        { name: 'tmp-proxy', mountPath: '/tmp' },
      ],
    });
  });

  test('that the service can do without run beside it', () => {
    const dependencies = [{ name: 'proxy', until: 'healthy', required: false }] as const;
    expect(shown(pod({ dependencies }).containers)).toEqual([
      ['shop', undefined],
      ['exporter', undefined],
      ['proxy', undefined],
    ]);
  });

  test('that need each other in a circle start all the same, each once', () => {
    const on = (name: string) => [{ name, until: 'started', required: true }] as const;
    const sidecars = [
      { ...proxy!, dependencies: on('schema') },
      { ...schema!, dependencies: on('proxy') },
    ];
    expect(shown(pod({ sidecars, dependencies: [] }).initContainers)).toEqual([
      ['schema', 'Always'],
      ['proxy', 'Always'],
    ]);
  });

  test('that are called like the service get a name of their own', () => {
    const sidecars = [{ ...exporter!, name: 'shop' }];
    expect(shown(pod({ sidecars, dependencies: [] }).containers)).toEqual([
      ['shop', undefined],
      ['shop-2', undefined],
    ]);
  });
});
