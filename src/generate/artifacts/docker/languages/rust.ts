import { text } from '../../../../model/traced.ts';
import { appFolder, builtProgram, installAuthorities, program, type Recipe, run } from '../recipe.ts';
import { collectLibraries, installLibraries, libraryPath } from './native-libraries.ts';

const caches = ['/usr/local/cargo/registry'];

export const rust: Recipe = {
  caches: () => caches,
  packages: () => [],
  compile: () => [`${run(caches)} cargo build --release --locked`],
  after: () => collectLibraries('target/release -maxdepth 1 -perm /111'),
  install: service => [
    installLibraries,
    ...installAuthorities,
    service.commands.build
      ? text`COPY --from=build ${builtProgram(service, 'cargo', '/src/target/release')} ./`
      : text`COPY --from=build /src/target/release/${program(service, 'cargo').name} ./`,
  ],
  environment: () => [libraryPath],
  command: service => {
    const { name, args } = program(service, 'cargo');
    return [text`${appFolder(service)}/${name}`, ...args];
  },
  ignore: ['target'],
};
