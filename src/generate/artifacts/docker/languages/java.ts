import type { LanguageView } from '../../../../model/views.ts';
import type { Recipe } from '../recipe.ts';

export const java: Recipe = {
  packages: () => [],
  compile: () => [
    'RUN if [ -f gradlew ]; then ./gradlew --no-daemon assemble; else mvn -B -ntp package -DskipTests; fi',
  ],
  after: () => [
    '# The one jar that runs: not the sources, the documentation or the jar without its dependencies.',
    "RUN mkdir -p /out build/libs target && find build/libs target -maxdepth 1 -name '*.jar' \\",
    "  ! -name '*-plain.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar' ! -name 'original-*.jar' -exec cp {} /out/app.jar ';'",
  ],
  install: () => ['COPY --from=build /out/app.jar ./'],
  environment: () => [['JAVA_TOOL_OPTIONS', '-XX:MaxRAMPercentage=75']],
  command: service => jarCommand(service),
  ignore: ['target', 'build', '.gradle'],
};

/** `java -jar ANY.jar ARGS` with the jar where the image has it; a build tool as the command gives way to java. */
function jarCommand(service: LanguageView) {
  const at = service.command.findIndex(word => word.value === '-jar');
  if (service.command[0]?.value !== 'java' || at < 0) return ['java', '-jar', 'app.jar'];
  return service.command.map((word, index) => (index === at + 1 ? 'app.jar' : word));
}
