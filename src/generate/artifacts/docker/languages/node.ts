import { type Recipe, run } from '../recipe.ts';
import { nodeCaches, packageManager, pruned } from './node-managers.ts';

/** Where a framework listens and what it sends, unless it is told. */
const settings: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  next: [['NEXT_TELEMETRY_DISABLED', '1']],
  // They listen on localhost, which is the container.
  astro: [['HOST', '0.0.0.0']],
  adonis: [['HOST', '0.0.0.0']],
};

export const node: Recipe = {
  caches: nodeCaches,
  before: packageManager,
  packages: service => [
    '# From the lock file alone; a service without dependencies has none.',
    `${run(nodeCaches(service))} if [ -f package-lock.json ]; then npm ci; fi`,
  ],
  compile: service => [['RUN npm run build --if-present', ...pruned(service)].join(' && ')],
  after: service => (service.commands.build ? pruned(service).map(step => `RUN ${step}`) : []),
  install: () => ['COPY --from=build /src ./'],
  environment: ({ framework }) => [
    ['NODE_ENV', 'production'],
    ...(settings[framework?.value.toLowerCase().replace(/\.js$/, '') ?? ''] ?? []),
  ],
  command: service => service.command,
  ignore: ['node_modules', 'coverage'],
};
