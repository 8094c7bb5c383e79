import { type Text, type Traced, text } from '../../../../model/traced.ts';
import type { LanguageView } from '../../../../model/views.ts';
import { argv, path } from '../../shared/dockerfile.ts';
import { type Recipe, run } from '../recipe.ts';

const caches = ['/root/.nuget/packages'];

export const dotnet: Recipe = {
  caches: () => caches,
  packages: () => [],
  compile: () => [],
  // Whatever was built before, what runs is what is published.
  after: service => [text`${run(caches)} ${argv(publish(service))}`],
  install: () => ['COPY --from=build /out ./'],
  environment: ({ port }) => (port ? [['ASPNETCORE_HTTP_PORTS', port.map(String)]] : []),
  command: service => ['dotnet', assembly(service), ...argumentsOf(service)],
  ignore: ['bin', 'obj'],
};

/** The project that starts, where the document names its file: a folder may hold several. */
function publish({ entryPoint }: LanguageView): readonly Text[] {
  const project = /\.[a-z]+proj$/.test(entryPoint.value) ? [path(entryPoint)] : [];
  const options = ['--configuration', 'Release', '-p:ContinuousIntegrationBuild=true', '--output', '/out'];
  return ['dotnet', 'publish', ...project, ...options];
}

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
