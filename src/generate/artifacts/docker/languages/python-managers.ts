import type { Text } from '../../../../model/traced.ts';
import type { LanguageView } from '../../../../model/views.ts';
import { run, typedBy } from '../recipe.ts';

/** The image of Python has pip; what else the developers type comes in one version, so that a build stays the same. */
const managers = [
  { name: 'uv', version: '0.13.9', cache: '/root/.cache/uv' },
  { name: 'poetry', version: '2.5.1', cache: '/root/.cache/pypoetry' },
  { name: 'pipenv', version: '2026.10.3', cache: '/root/.cache/pipenv' },
  { name: 'pdm', version: '2.29.4', cache: '/root/.cache/pdm' },
] as const;

const pipCache = '/root/.cache/pip';

const managersOf = (service: LanguageView) => {
  const typed = typedBy(service);
  return managers.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(typed));
};

export const pythonCaches = (service: LanguageView): readonly string[] => [
  pipCache,
  ...managersOf(service).map(({ cache }) => cache),
];

export const pythonManagers = (service: LanguageView): readonly Text[] =>
  managersOf(service).map(({ name, version }) => `${run([pipCache])} pip install ${name}==${version}`);
