import { type Text, text } from '../../../../model/traced.ts';
import type { LanguageView } from '../../../../model/views.ts';
import { argv, path } from '../../shared/dockerfile.ts';
import { appFolder, builtProgram, installAuthorities, program, type Recipe, run } from '../recipe.ts';

export const goCaches = ['/go/pkg/mod', '/root/.cache/go-build'];

export const go: Recipe = {
  caches: () => goCaches,
  before: () => ['ENV CGO_ENABLED=0'],
  packages: () => [],
  compile: service => [
    text`${run(goCaches)} ${argv(['go', 'build', '-trimpath', '-ldflags=-s -w', '-o', '/out/', mainPackage(service)])}`,
    text`RUN ${argv(['sh', '-c', 'mkdir -p /app && mv /out/* "$0"', moved(service)])}`,
  ],
  install: service => [
    ...installAuthorities,
    text`COPY --from=build ${service.commands.build ? builtProgram(service, 'go', '/src') : moved(service)} ./`,
  ],
  command: service => [
    text`${appFolder(service)}/${program(service, 'go').name}`,
    ...program(service, 'go').args,
  ],
  ignore: ['*.test', 'coverage.out'],
};

/** Where the build stage puts the program under its name. */
const moved = (service: LanguageView) => text`/app/${program(service, 'go').name}`;

/** The folder of the main package, from the file that starts the service. */
function mainPackage(service: LanguageView): Text {
  return path(service.entryPoint).map(file => {
    const folder = file.endsWith('.go') ? file.split('/').slice(0, -1).join('/') : file;
    return folder === '' || folder === '.' ? '.' : `./${folder}`;
  });
}
