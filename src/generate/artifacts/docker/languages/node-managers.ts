import type { Text } from '../../../../model/traced.ts';
import type { LanguageView } from '../../../../model/views.ts';

/** The image of Node has npm; the developers' own commands may call another package manager. */
export function packageManager({ commands }: LanguageView): Text[] {
  const typed = [commands.install, commands.build].map(command => command?.value ?? '').join('\n');
  if (/\b(?:pnpm|yarn)\b/.test(typed)) return ['RUN corepack enable'];
  return /\bbunx?\b/.test(typed) ? ['RUN npm install --global bun@1.4.5'] : [];
}
