import { expect, test } from 'vitest';
import { brokenIn, emitted } from '../../../test/fixtures/checked.ts';
import { ordersProject, ordersWith } from '../../../test/fixtures/orders.ts';
import { alone, shopService } from '../../../test/fixtures/shop.ts';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import { checkArtifacts } from './index.ts';

test('a Secret with values is refused, whatever it holds', () => {
  const content =
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  namespace: orders\nstringData:\n  A: b\n';
  const secret: Artifact = {
    family: 'kubernetes',
    path: 'secret.yaml',
    kind: 'kubernetes',
    content,
    mode: 0o644,
    ownership: 'managed',
    spans: [],
  };
  expect(checkArtifacts(ordersProject, [...emitted(ordersProject), secret])).toMatchObject([
    { id: 'secret-value', artifact: 'k8s/secret.yaml' },
  ]);
});

test('a secret of a sidecar is as secret as one of the service', () => {
  const text = '            - name: LEVEL\n              value: warn\n';
  const by = `${text}            - name: TOKEN\n              value: x\n`;
  expect(brokenIn(alone(shopService), 'k8s/deployment.yaml', text, by)).toContain(
    'secret-value: TOKEN in Deployment "shop" holds the value of a secret',
  );
});

test('every secret of a Dockerfile of the team is named, also several of one line', () => {
  const lines = [
    'ENV CREDS=user:pw1',
    'ENV SECRET_KEY abc',
    'ENV A=1 DB_PASSWORD="hunter2" CS="Host=db;Pwd=pw2"',
    'RUN curl -u me:pw3 http://x && export API_TOKEN=abc',
    'CMD ["run", "--token", "abc"]',
    'COPY --chown=app:app . .',
    'USER app:app',
  ];
  const [file] = emitted(ordersWith({}), ['docker']).filter(({ path }) => path === 'Dockerfile');
  if (!file) throw new Error('no Dockerfile');
  const yours = { ...file, content: `FROM node:22.1.0\n${lines.join('\n')}\n` };
  const problems = checkArtifacts(ordersWith({}), [yours]).filter(({ id }) => id === 'secret-value');
  expect(problems.map(({ message, detail }) => [message.split(' holds')[0], detail?.[0]])).toEqual([
    ['CREDS on line 2', '2 | ENV CREDS=***'],
    ['SECRET_KEY on line 3', '3 | ENV SECRET_KEY ***'],
    ['each of DB_PASSWORD and PWD on line 4', '4 | ENV A=1 DB_PASSWORD="***" CS="Host=db;Pwd=***"'],
    ['each of PASSWORD and API_TOKEN on line 5', '5 | RUN curl -u me:*** http://x && export API_TOKEN=***'],
    ['TOKEN on line 6', '6 | CMD ["run", "--token", "***"]'],
  ]);
});
