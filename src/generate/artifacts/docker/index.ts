import type { Project } from '../../../model/service.ts';
import { type Text, trace } from '../../../model/traced.ts';
import { hasDockerfile, isServing, type LanguageView } from '../../../model/views.ts';
import type { Artifact, Emitter } from '../shared/artifact.ts';
import { folderOf } from '../shared/folders.ts';
import { serviceEmitter } from '../shared/service-emitter.ts';
import { textFile } from '../shared/text.ts';
import { dockerfile } from './dockerfile.ts';
import { recipes } from './languages/index.ts';
import { nginxConfiguration } from './nginx.ts';
import { unsaidInDockerfile } from './unsaid.ts';

/** What never belongs in a build context, in any folder: history, secrets, our own state. */
const neverSent = ['.git', '.devops-flow', '.env', '*.pem', '*.key'];
/** The build of a site reads what is not secret in its .env.production; a service reads its environment when it runs. */
const ownSettings = { site: ['.env.local', '.env.*.local'], service: ['.env.*'] };
/** A service whose pages are built with it: that build reads the settings of production, as that of a site does. */
const buildsPages = /^(?:next|nuxt|svelte|astro|remix|react-router|vite|tanstack|solid|qwik)/i;
/**
 * What no build reads, at the root of the context only. Folders of other names may be part of one: `scripts` that
 * package.json calls, `docs` and `k8s` as packages of Go.
 */
const notNeeded = ['.github', 'Dockerfile', '.dockerignore', 'k8s/**/*.yaml'];

export const docker: Emitter = serviceEmitter({
  id: 'docker',
  family: 'docker',
  emitOne: (service, project) => (hasDockerfile(service) ? serviceFiles(project, service) : []),
  unsaid: (project: Project): string[] =>
    trace(project).services.filter(hasDockerfile).flatMap(unsaidInDockerfile),
});

function serviceFiles(project: Project, service: LanguageView): Artifact[] {
  const folder = folderOf(project, service.name.value);
  const file = (name: string) => `${folder}${name}`;
  // Builds start in the project folder: there Docker looks for .dockerignore, beside a Dockerfile elsewhere for this.
  const ignore = folder === '' ? '.dockerignore' : 'Dockerfile.dockerignore';
  const files = [
    textFile({ family: 'docker', path: file(ignore), kind: 'dockerignore' }, ignored(service)),
    textFile({ family: 'docker', path: file('Dockerfile'), kind: 'dockerfile' }, dockerfile(service, folder)),
  ];
  if (service.language.value !== 'static' || !isServing(service)) return files;
  const configuration = nginxConfiguration(service);
  return [...files, textFile({ family: 'docker', path: file('nginx.conf'), kind: 'nginx' }, configuration)];
}

function ignored(service: LanguageView): Text[] {
  const { value: language } = service.language;
  const settings = ownSettings[language === 'static' ? 'site' : 'service'];
  const anywhere = [...neverSent, ...settings, ...recipes[language].ignore];
  return [...anywhere.map(name => `**/${name}`), ...spared(service), ...notNeeded];
}

function spared({ language, framework }: LanguageView): Text[] {
  const isSpared = language.value !== 'static' && framework && buildsPages.test(framework.value);
  return isSpared ? [framework.map(() => '!**/.env.production')] : [];
}
