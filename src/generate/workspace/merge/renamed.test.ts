import { describe, expect, it } from 'vitest';
import { mergeFile } from './file.ts';

const yaml = (base: string, ours: string, theirs: string) => mergeFile('a.yaml', base, ours, theirs);

/** A Deployment as it is generated for a service of that name, which stands in many of its lines. */
const deployment = (name: string) => `# Generated
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${name}
spec:
  replicas: 2
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: "25%"
      maxUnavailable: 0
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      serviceAccountName: ${name}
      containers:
        - name: ${name}
          image: ${name}:1.0.0
          imagePullPolicy: Always
          resources:
            limits:
              cpu: 500m
              memory: 512Mi
`;
const settings = (name: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}-settings\ndata:\n  LEVEL: info\n`;

const { raise, tell } = {
  raise: (text: string) => text.replace('512Mi', '1Gi').replace('maxUnavailable: 0', 'maxUnavailable: 1'),
  tell: (text: string) => text.replace('LEVEL: info', 'LEVEL: debug'),
};

describe('a service that gets another name', () => {
  const theirs = deployment('bestell');

  it('takes an edit of its Deployment along, also one within the container that is named after it', () => {
    const merge = yaml(deployment('orders'), raise(deployment('orders')), theirs);
    expect(merge).toEqual({ mine: raise(theirs), generated: raise(theirs), conflicts: [] });
  });

  it('takes along an edit next to a line with the name', () => {
    const edit = (text: string) => text.replace('serviceAccountName:', 'hostname: mine\n      $&');
    expect(yaml(deployment('orders'), edit(deployment('orders')), theirs)).toMatchObject({
      mine: edit(theirs),
      conflicts: [],
    });
  });

  it('is known in a stream of documents by their kinds, and beside documents of the user', () => {
    const stream = (name: string) => `${deployment(name)}---\n${settings(name)}`;
    const own = '---\nkind: Mine\nmetadata:\n  name: orders\n';
    expect(yaml(stream('orders'), tell(raise(stream('orders'))) + own, stream('bestell'))).toMatchObject({
      mine: tell(raise(stream('bestell'))) + own,
      conflicts: [],
    });
  });

  it('is a conflict in the name alone where the user gave it a third one', () => {
    const ours = raise(deployment('orders')).replace('name: orders', 'name: mine');
    const merge = yaml(deployment('orders'), ours, theirs);
    expect(merge.conflicts).toEqual([
      {
        path: 'metadata.name',
        lines: { from: 5, to: 5 },
        column: 9,
        base: 'orders',
        ours: 'mine',
        theirs: 'bestell',
      },
    ]);
    expect(merge.generated).toBe(raise(theirs));
    expect(merge.mine).toBe(raise(theirs).replace('name: bestell', 'name: mine'));
  });
});

describe('a key that gets another name', () => {
  const jobs = (name: string, minutes: number) =>
    `jobs:\n  ${name}:\n    name: Deploy\n    runs-on: ubuntu\n    timeout-minutes: ${minutes}\n    if: true\n  last: {}\n`;

  it('keeps the edits below it, whoever renamed it', () => {
    const both = { mine: jobs('stage', 9), generated: jobs('stage', 9), conflicts: [] };
    expect(yaml(jobs('staging', 5), jobs('staging', 9), jobs('stage', 5))).toEqual(both);
    expect(yaml(jobs('staging', 5), jobs('stage', 5), jobs('staging', 9))).toEqual(both);
  });

  it('is the conflict where both sides renamed it differently', () => {
    expect(yaml(jobs('staging', 5), jobs('mine', 9), jobs('stage', 5))).toMatchObject({
      mine: jobs('mine', 9),
      generated: jobs('stage', 9),
      conflicts: [{ base: 'staging', ours: 'mine', theirs: 'stage' }],
    });
  });
});

describe('what only looks like another name', () => {
  const items = (...list: string[]) => `env:\n${list.map(item => `  - { ${item} }\n`).join('')}`;

  it('is a conflict where the new item has little in common with the one that is gone', () => {
    const merge = yaml(
      items('name: A, value: 1', 'name: B, value: 1'),
      items('name: A, value: 1', 'name: B, value: 2'),
      items('name: A, value: 1', 'name: C, value: 1'),
    );
    expect(merge.conflicts).toMatchObject([{ ours: '{ name: B, value: 2 }', theirs: '' }]);
  });

  it('is a conflict where another document has the name already', () => {
    const own = `---\n${tell(settings('bestell'))}`;
    const base = `${settings('orders')}---\n${settings('a')}`;
    const merge = yaml(base, tell(base) + own, base.replace('orders', 'bestell'));
    expect(merge.conflicts.length).toBeGreaterThan(0);
    expect(merge.mine).toContain(own);
    expect(merge.mine).toContain(tell(settings('orders')));
  });
});
