import { expect, test } from 'vitest';
import { laidOut } from '../../../../test/fixtures/laid-out.ts';
import { check } from '../check.ts';
import { requestIn } from '../testing/request.ts';

const shop = 'name: shop\nlanguage: node\nport: 3000\n';
const repository = 'repository: https://git.example.com/shop/shop.git\n';

async function said(document: string): Promise<readonly string[]> {
  const { problems } = await check(
    requestIn(laidOut({ 'devops-flow.yaml': document, 'argo.yaml': 'a: 1\n' })),
  );
  return problems.filter(({ id }) => id === 'repository-needed').map(({ message }) => message);
}

test.each([
  [
    'nobody chose families',
    shop,
    ['gitops makes nothing for shop: no document says where the repository is'],
  ],
  ['the repository is known', shop + repository, []],
  ['gitops is not wanted', `${shop}outputs: { docker: {} }\n`, []],
  ['the team has its own', `${shop}outputs: { gitops: { yours: [argo.yaml] } }\n`, []],
  [
    'one of several services has it',
    `services:\n  api: { language: node, ${repository.trim()} }\n  web: { language: node }\n`,
    ['gitops makes nothing for web: no document says where the repository is'],
  ],
])('a family says what it lacks to make something: %s', async (_, document, expected) => {
  expect(await said(document)).toEqual(expected);
});
