import type { Text } from '../../../../model/traced.ts';
import type { LanguageView } from '../../../../model/views.ts';
import { typedBy } from '../recipe.ts';

type Manager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** The managers that the developers' own commands call; npm where they type nothing. */
function managersOf(service: LanguageView): readonly Manager[] {
  const typed = typedBy(service);
  const found = (['pnpm', 'yarn', 'bun'] as const).filter(name => new RegExp(`\\b${name}x?\\b`).test(typed));
  return found.length > 0 ? found : ['npm'];
}

/** The image of Node has npm; corepack, which brings pnpm and yarn, comes with it no longer since Node 25. */
export function packageManager(service: LanguageView): Text[] {
  const managers = managersOf(service);
  if (managers.includes('bun')) return ['RUN npm install --global bun@1.4.5'];
  if (managers.includes('npm')) return [];
  return ['RUN npm install --global --force corepack@0.36.0 && corepack enable'];
}

const caches: Readonly<Record<Manager, string>> = {
  npm: '/root/.npm',
  pnpm: '/root/.local/share/pnpm/store',
  yarn: '/usr/local/share/.cache/yarn',
  bun: '/root/.bun/install/cache',
};

export const nodeCaches = (service: LanguageView): readonly string[] =>
  managersOf(service).map(manager => caches[manager]);

/** Programs that may be a dependency of development: what they start needs it when it runs. */
const launchers = /(?:^|\/)(?:npx|npm|pnpm|yarn|bunx?|tsx|ts-node|nodemon)$/;

/** Takes out what only development needs, by the manager that has put it in; nothing where a start may need it. */
export function pruned(service: LanguageView): string[] {
  const [program] = service.command;
  const { install } = service.commands;
  if (program && launchers.test(program.value)) return [];
  if (!install || /^npm\b/.test(install.value)) return ['npm prune --omit=dev'];
  return /^pnpm\b/.test(install.value) ? ['CI=true pnpm prune --prod'] : [];
}
