import { noPins, type Pins } from '../../../../model/pins.ts';
import { plain, type Text, text } from '../../../../model/traced.ts';
import type { ServiceView } from '../../../../model/views.ts';
import type { Artifact, ArtifactKind, Emitter } from '../../shared/artifact.ts';
import { jsonLines } from '../../shared/json.ts';
import { serviceEmitter } from '../../shared/service-emitter.ts';
import { generatedLine, textFile } from '../../shared/text.ts';
import { type YamlNode, yamlLines } from '../../shared/yaml.ts';
import { type ClusterSet, clusterSet } from '../objects/cluster-set.ts';
import { clusterEnvironments, type PlacedService } from '../objects/placed.ts';
import { chartFile } from './chart-file.ts';
import { type ChartEnvironment, type ChartObject, chartObjects } from './chart-objects.ts';
import { asHook } from './hook.ts';
import { valuesSchema } from './schema.ts';
import { type SmokeTestOptions, smokeTest } from './smoke-test.ts';
import { reference, template } from './template.ts';
import { helpers, ignored, notes } from './texts.ts';
import { differing, nested, type Value, valuesOf } from './values.ts';

/** One chart for each service, in a folder of its name, and the values of each environment beside those of production. */
export const helm: Emitter = serviceEmitter({
  id: 'helm',
  family: 'helm',
  emitOne: (service, project, { pins }) => chart(service, clusterSet(project), pins),
});

function chart(service: ServiceView, set: ClusterSet, pins: Pins = noPins): Artifact[] {
  const { service: main, objects: mainObjects } = set.of(service);
  const name = plain(service.name);
  const environments = clusterEnvironments(service).map(environment => {
    const { service: placed, objects } = set.of(service, plain(environment.name));
    return { placed, name: plain(environment.name), objects };
  });
  const objects = chartObjects(mainObjects, environments);
  const values = valuesOf(main, mainObjects, objects);
  const own = environments.map(environment => ({
    ...environment,
    values: valuesOf(environment.placed, environment.objects, objects),
  }));
  const differs = differing([values, ...own.map(environment => environment.values)]);
  const file = (path: string, kind: ArtifactKind, lines: readonly Text[]) =>
    textFile({ family: 'helm', path: `${name}/${path}`, kind }, lines);
  return [
    file('.helmignore', 'helm-text', ignored),
    file('Chart.yaml', 'yaml', [generatedLine, ...yamlLines(chartFile(main))]),
    file('templates/NOTES.txt', 'helm-text', notes(main)),
    file('templates/_helpers.tpl', 'helm-text', helpers(name, main)),
    ...templates(name, objects).map(([path, lines]) =>
      file(`templates/${path}.yaml`, 'helm-template', lines),
    ),
    ...tests(main, name, { pins, hasNeighbours: (mainObjects['neighbours'] ?? []).length > 0 }).map(lines =>
      file('templates/tests/smoke-test.yaml', 'helm-template', lines),
    ),
    ...own.map(environment =>
      file(`values-${environment.name}.yaml`, 'yaml', environmentFile(name, environment, differs)),
    ),
    file('values.schema.json', 'json', jsonLines(valuesSchema(values))),
    file('values.yaml', 'yaml', [
      generatedLine,
      '# What production has; values-ENVIRONMENT.yaml says what others have otherwise.',
      ...yamlLines(nested(values)),
    ]),
  ];
}

/** The templates by their files. */
function templates(name: string, objects: readonly ChartObject[]): [string, Text[]][] {
  const files = new Map<string, Text[]>();
  for (const { file, node, condition } of objects) {
    const lines = yamlLines(template(asHook(node), name));
    const guarded = condition ? [text`{{- if ${reference(condition)} }}`, ...lines, '{{- end }}'] : lines;
    const before = files.get(file);
    if (before) before.push('---', ...guarded);
    else files.set(file, [generatedLine, ...guarded]);
  }
  return [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function tests(service: PlacedService, name: string, around: SmokeTestOptions): Text[][] {
  const nodes = smokeTest(service, around);
  if (nodes.length === 0) return [];
  return [
    [
      generatedLine,
      ...nodes.flatMap((node, i) => [...(i > 0 ? ['---'] : []), ...yamlLines(template(node, name))]),
    ],
  ];
}

function environmentFile(
  name: string,
  environment: ChartEnvironment & { readonly placed: PlacedService; readonly values: readonly Value[] },
  differs: (value: Value) => boolean,
): Text[] {
  const values: YamlNode = nested(environment.values.filter(differs));
  return [
    generatedLine,
    `# helm upgrade --install ${name} . --namespace ${plain(environment.placed.placement.namespace)} --values values-${environment.name}.yaml`,
    ...yamlLines(values),
  ];
}
