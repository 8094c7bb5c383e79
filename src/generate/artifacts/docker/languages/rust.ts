import { text } from '../../../../model/traced.ts';
import { appFolder, builtProgram, program, type Recipe } from '../recipe.ts';

export const rust: Recipe = {
  packages: () => [],
  compile: () => ['RUN cargo build --release --locked'],
  install: service => [
    service.commands.build
      ? text`COPY --from=build ${builtProgram(service, 'cargo', '/src/target/release')} ./`
      : text`COPY --from=build /src/target/release/${program(service, 'cargo').name} ./`,
  ],
  command: service => {
    const { name, args } = program(service, 'cargo');
    return [text`${appFolder(service)}/${name}`, ...args];
  },
  ignore: ['target'],
};
