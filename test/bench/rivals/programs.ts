import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cdk8sVersion, npmRivals, projenVersion } from './install.ts';
import { type Command, filled, first, type Rival, type Sample, sample, type Template } from './rival.ts';

const counted = (count: number) => Array.from({ length: count }, (_, n) => sample(n));

function write(folder: string, name: string, content: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
}

/** One chart whose templates range over the services: all that they differ in are two values. */
function chart(folder: string, templates: readonly Template[], count: number): void {
  write(folder, 'Chart.yaml', 'apiVersion: v2\nname: services\nversion: 1.0.0\n');
  const entries = counted(count).map(({ name, port }) => `  - { name: ${name}, port: ${port} }\n`);
  write(folder, 'values.yaml', `services:\n${entries.join('')}`);
  for (const { name, content } of templates) {
    const body = withValues(content, '$service');
    const ranged = `{{- range $service := .Values.services }}\n---\n${body}{{- end }}\n`;
    write(join(folder, 'templates'), name, ranged);
  }
}

/** A chart for each service, as a team has them, and one above that takes all. */
function umbrella(folder: string, templates: readonly Template[], count: number): void {
  write(folder, 'Chart.yaml', 'apiVersion: v2\nname: services\nversion: 1.0.0\n');
  for (const { name, port } of counted(count)) {
    const own = join(folder, 'charts', name);
    write(own, 'Chart.yaml', `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`);
    write(own, 'values.yaml', `name: ${name}\nport: ${port}\n`);
    for (const template of templates)
      write(join(own, 'templates'), template.name, withValues(template.content, '.Values'));
  }
}

/** The template with a reference in the place of name and port. */
const withValues = (content: string, values: string): string =>
  content
    .replaceAll('{{', '{{ "{{" }}')
    .replaceAll(first.name, `{{ ${values}.name }}`)
    .replaceAll(String(first.port), `{{ ${values}.port }}`);

/** A folder for each service, as a team has them, and one above that takes all. */
function overlays(folder: string, templates: readonly Template[], count: number): void {
  for (const { name } of counted(count)) {
    const list = templates.map(template => `  - ${template.name}\n`).join('');
    write(join(folder, name), 'kustomization.yaml', `namespace: ${name}\nresources:\n${list}`);
  }
  for (const service of counted(count))
    for (const { name, content } of templates)
      write(join(folder, service.name), name, filled(content, service));
  const folders = counted(count).map(({ name }) => `  - ${name}\n`);
  write(folder, 'kustomization.yaml', `resources:\n${folders.join('')}`);
}

/** A program that reads the templates as values once and makes the objects of each service of them. */
function program(folder: string, templates: readonly Template[], count: number, body: string): void {
  const node = npmRivals().folder;
  write(folder, 'templates.json', JSON.stringify(templates));
  write(
    folder,
    'main.cjs',
    `const from = require('node:module').createRequire(${JSON.stringify(join(node, 'package.json'))});
const { parseAllDocuments } = from('yaml');
const templates = require('./templates.json').map(({ name, content }) => ({
  name: name.replace(/\\.yaml$/, ''),
  objects: parseAllDocuments(content).map(document => document.toJS()),
}));
/** The objects as a function of name and port. */
function fill(value, name, port) {
  if (typeof value === 'string')
    return value === '${first.port}' ? String(port) : value.includes('${first.name}') ? value.replaceAll('${first.name}', name) : value;
  if (value === ${first.port}) return port;
  if (Array.isArray(value)) return value.map(item => fill(item, name, port));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [fill(key, name, port), fill(item, name, port)]));
  return value;
}
const services = Array.from({ length: ${count} }, (_, n) => ({ name: 'service-' + n, port: 8000 + (n % 1000) }));
${body}`,
  );
}

const cdk8sBody = `const { App, Chart, ApiObject, YamlOutputType } = from('cdk8s');
const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
for (const { name, port } of services) {
  const chart = new Chart(app, name);
  for (const template of templates)
    for (const [i, object] of template.objects.entries())
      new ApiObject(chart, template.name + i, fill(object, name, port));
}
app.synth();
`;

const projenBody = `const { Project, YamlFile } = from('projen');
const project = new Project({ name: 'services', outdir: __dirname + '/out' });
for (const { name, port } of services)
  for (const template of templates)
    for (const [i, object] of template.objects.entries())
      new YamlFile(project, 'k8s/' + name + '/' + template.name + i + '.yaml', { obj: fill(object, name, port) });
project.synth();
`;

/** Programs of others in their versions, or why they are not here. */
export interface Programs {
  readonly helm: string | undefined;
  readonly kustomize: string | undefined;
  readonly scoreK8s: string | undefined;
  readonly kompose: string | undefined;
}

const unless = (found: unknown, why: string) => (found === undefined ? { missing: why } : {});

function rendered({ helm = '' }: Programs, folder: string, layOut: () => void): Command {
  layOut();
  const output = join(folder, 'out');
  return { argv: [helm, 'template', 'services', folder, '--output-dir', output], output };
}

const rendering = (programs: Programs): readonly Rival[] => [
  {
    name: 'helm template, a chart for each service',
    does: 'one chart above them: renders, parses, sorts; a file for each template of each',
    ...unless(programs.helm, 'devops-flow tools install helm'),
    layOut: (folder, templates, count) =>
      rendered(programs, folder, () => umbrella(folder, templates, count)),
  },
  {
    name: 'helm template, one chart that ranges',
    does: 'two values for each service: renders, parses, sorts; one file for each template',
    ...unless(programs.helm, 'devops-flow tools install helm'),
    layOut: (folder, templates, count) => rendered(programs, folder, () => chart(folder, templates, count)),
  },
  {
    name: 'kustomize build',
    does: 'a folder for each service: parses, sets the namespace, sorts; a file for each object',
    ...unless(programs.kustomize, 'devops-flow tools install kustomize'),
    layOut: (folder, templates, count): Command => {
      overlays(join(folder, 'in'), templates, count);
      const output = join(folder, 'out');
      return { argv: [programs.kustomize ?? '', 'build', join(folder, 'in'), '--output', output], output };
    },
  },
];

const inJavaScript = (): readonly Rival[] => {
  const { missing } = npmRivals();
  const rival = (name: string, does: string, body: string, output: string): Rival => ({
    name,
    does,
    ...(missing === undefined ? {} : { missing }),
    layOut: (folder, templates, count) => {
      program(folder, templates, count, body);
      const environment = { PROJEN_DISABLE_POST: 'true' };
      return { argv: [process.execPath, 'main.cjs'], environment, output: join(folder, output) };
    },
  });
  const cdk8s = 'app.synth() by itself, without its command line; a file for each object';
  const projen = 'project.synth() by itself, nothing installed; a file for each object';
  return [
    rival(`cdk8s ${cdk8sVersion} synth`, cdk8s, cdk8sBody, 'dist'),
    rival(`projen ${projenVersion} synth`, projen, projenBody, 'out'),
  ];
};

const score = ({ name, port }: Sample) => `apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers: { main: { image: "registry.example.com/${name}:1.0.0" } }
service: { ports: { web: { port: ${port} } } }
`;

const composed = ({ name, port }: Sample) =>
  `  ${name}: { image: "registry.example.com/${name}:1.0.0", ports: ["${port}:${port}"], restart: always }\n`;

/** They make their own objects of their own documents: fewer of them, and smaller ones. */
const converting = ({ scoreK8s, kompose }: Programs): readonly Rival[] => [
  {
    name: 'score-k8s generate',
    does: 'Score files to its own objects, in one file',
    ...unless(scoreK8s, 'SCORE_K8S does not name its program'),
    layOut: (folder, _, count): Command => {
      for (const service of counted(count)) write(folder, `${service.name}.yaml`, score(service));
      spawnSync(scoreK8s ?? '', ['init', '--no-sample'], { cwd: folder });
      const output = join(folder, 'out');
      const files = counted(count).map(({ name }) => `${name}.yaml`);
      return { argv: [scoreK8s ?? '', 'generate', '--output', join(output, 'all.yaml'), ...files], output };
    },
  },
  {
    name: 'kompose convert',
    does: 'a Compose file to its own objects; a file for each',
    ...unless(kompose, 'KOMPOSE does not name its program'),
    layOut: (folder, _, count): Command => {
      write(folder, 'compose.yaml', `services:\n${counted(count).map(composed).join('')}`);
      const output = join(folder, 'out');
      return { argv: [kompose ?? '', 'convert', '--file', 'compose.yaml', '--out', output], output };
    },
  },
];

export const rivals = (programs: Programs): readonly Rival[] => [
  ...rendering(programs),
  ...inJavaScript(),
  ...converting(programs),
];
