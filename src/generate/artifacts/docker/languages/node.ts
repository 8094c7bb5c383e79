import type { Recipe } from '../recipe.ts';
import { packageManager } from './node-managers.ts';

export const node: Recipe = {
  before: packageManager,
  packages: () => [
    '# From the lock file alone; a service without dependencies has none.',
    'RUN if [ -f package-lock.json ]; then npm ci; fi',
  ],
  // npm prunes what npm has installed; another package manager has its own ways.
  compile: ({ commands }) => [
    `RUN npm run build --if-present${commands.install ? '' : ' && npm prune --omit=dev'}`,
  ],
  after: ({ commands }) => (commands.build && !commands.install ? ['RUN npm prune --omit=dev'] : []),
  install: () => ['COPY --from=build /src ./'],
  environment: () => [['NODE_ENV', 'production']],
  command: service => service.command,
  ignore: ['node_modules', 'coverage'],
};
