import { type Text, text } from '../../../../model/traced.ts';
import type { LanguageView } from '../../../../model/views.ts';
import { path } from '../../shared/dockerfile.ts';
import { type Recipe, run } from '../recipe.ts';
import { goCaches } from './go.ts';
import { nodeCaches, packageManager } from './node-managers.ts';

const isHugo = ({ framework }: LanguageView) => framework?.value === 'hugo';

const caches = (service: LanguageView) => (isHugo(service) ? goCaches : nodeCaches(service));

export const staticSite: Recipe = {
  caches,
  // The image of Go is official and pinned; Hugo has none of its own.
  before: service =>
    isHugo(service)
      ? [`${run(caches(service))} go install github.com/gohugoio/hugo@v0.169.0`]
      : packageManager(service),
  packages: service =>
    service.commands.build ? [`${run(caches(service))} if [ -f package-lock.json ]; then npm ci; fi`] : [],
  compile: () => [],
  install: (service, files) => [
    `COPY ${files}nginx.conf /etc/nginx/nginx.conf`,
    text`COPY --from=build /src${pages(service)} /usr/share/nginx/html`,
  ],
  command: () => ['nginx', '-g', 'daemon off;'],
  ignore: ['node_modules'],
};

/** The folder of the first page, where that is not the one of the sources: "/dist". */
function pages({ entryPoint }: LanguageView): Text {
  if (!entryPoint.value.includes('/')) return '';
  return path(entryPoint).map(file => `/${file.slice(0, file.lastIndexOf('/'))}`);
}
