import type { Text } from '../../../../model/traced.ts';
import type { LanguageView } from '../../../../model/views.ts';
import { type Recipe, run } from '../recipe.ts';

const caches = ['/root/.m2', '/root/.gradle'];

const isQuarkus = ({ framework }: LanguageView) => /^quarkus$/i.test(framework?.value ?? '');

export const java: Recipe = {
  caches: () => caches,
  packages: () => [],
  compile: () => [
    `${run(caches)} if [ -f gradlew ]; then sh gradlew --no-daemon assemble; else mvn -B -ntp package -DskipTests -Dproject.build.outputTimestamp=315532802; fi`,
  ],
  after: service => (isQuarkus(service) ? folder : jar),
  install: () => ['COPY --from=build /out/ ./'],
  environment: () => [['JAVA_TOOL_OPTIONS', '-XX:MaxRAMPercentage=75']],
  command: jarCommand,
  ignore: ['target', 'build', '.gradle'],
};

const folder: readonly Text[] = [
  '# The jar that runs, with the folders of libraries that it reads.',
  'RUN if [ -d target/quarkus-app ]; then mv target/quarkus-app /out; else mv build/quarkus-app /out; fi',
];

const jar: readonly Text[] = [
  '# The one jar that runs: not the sources, the documentation or the jar without its dependencies.',
  "RUN mkdir -p /out build/libs target && find build/libs target -maxdepth 1 -name '*.jar' \\",
  "  ! -name '*-plain.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar' ! -name 'original-*.jar' -exec cp {} /out/app.jar ';' \\",
  "  && find build/libs target -maxdepth 1 -name '*-all.jar' -exec cp {} /out/app.jar ';'",
];

/** `java -jar ANY.jar ARGS` with the jar where the image has it; a build tool as the command gives way to java. */
function jarCommand(service: LanguageView): readonly Text[] {
  const file = isQuarkus(service) ? 'quarkus-run.jar' : 'app.jar';
  const at = service.command.findIndex(word => word.value === '-jar');
  if (service.command[0]?.value !== 'java' || at < 0) return ['java', '-jar', file];
  return service.command.map((word, index) => (index === at + 1 ? file : word));
}
