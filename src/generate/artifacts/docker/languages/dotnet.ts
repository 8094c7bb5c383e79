import { type Text, type Traced, text } from '../../../../model/traced.ts';
import type { LanguageView } from '../../../../model/views.ts';
import type { Recipe } from '../recipe.ts';

export const dotnet: Recipe = {
  packages: () => [],
  compile: () => [],
  // Whatever was built before, what runs is what is published.
  after: () => ['RUN dotnet publish --configuration Release --output /out'],
  install: () => ['COPY --from=build /out ./'],
  environment: ({ port }) => (port ? [['ASPNETCORE_HTTP_PORTS', port.map(String)]] : []),
  command: service => ['dotnet', assembly(service), ...argumentsOf(service)],
  ignore: ['bin', 'obj'],
};

const isAssembly = (word: Traced<string>) => word.value.endsWith('.dll');
const fileName = (word: Traced<string>) => word.map(path => path.slice(path.lastIndexOf('/') + 1));

/** The published assembly: named by the command, else after the project file, else after the service. */
function assembly(service: LanguageView): Text {
  const named = service.command.find(isAssembly);
  if (named) return fileName(named);
  if (!/\.[a-z]+proj$/.test(service.entryPoint.value)) return text`${service.name}.dll`;
  return fileName(service.entryPoint).map(file => file.replace(/\.[a-z]+proj$/, '.dll'));
}

function argumentsOf(service: LanguageView): readonly Text[] {
  const at = service.command.findIndex(isAssembly);
  return at < 0 ? [] : service.command.slice(at + 1);
}
