import { text } from '../../../../model/traced.ts';
import { bashProbe, program, type Recipe } from '../recipe.ts';

export const rust: Recipe = {
  build: () => ['RUN cargo build --release --locked'],
  install: service => [text`COPY --from=build /src/target/release/${program(service, 'cargo').name} ./`],
  probe: bashProbe,
  command: service => {
    const { name, args } = program(service, 'cargo');
    return [text`/app/${name}`, ...args];
  },
  ignore: ['target'],
};
