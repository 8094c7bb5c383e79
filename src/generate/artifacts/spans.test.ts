import { describe, expect, test } from 'vitest';
import { changeField } from '../../../test/fixtures/change-field.ts';
import { ledger, nightly, web } from '../../../test/fixtures/cluster.ts';
import { onEcs, onMachines, ordersWith } from '../../../test/fixtures/orders.ts';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopService,
} from '../../../test/fixtures/shop.ts';
import type { Project } from '../../model/service.ts';
import { emit, emitters } from './index.ts';
import type { Family, Span } from './shared/artifact.ts';
import { placeOf } from './shared/folders.ts';

const families = Object.values(emitters).map(({ family }) => family);
/** What only clusters know shows nowhere else. */
const ofClusters = ['kubernetes', 'kustomize', 'helm', 'strategies', 'mesh', 'gitops'] as const;
const onlyClusters = new Set(
  [ledger, nightly, web].flatMap(({ services }) => services.map(({ name }) => name)),
);
const familiesOf = ({ services }: Project) =>
  services.some(({ name }) => onlyClusters.has(name)) ? ofClusters : families;

interface File {
  readonly family: Family;
  readonly lines: readonly string[];
  readonly spans: readonly Span[];
}

const files = (
  project: Project,
  chosen: readonly Family[] = familiesOf(project),
): ReadonlyMap<string, File> =>
  new Map(
    emit(project, chosen, { pipelineType: 'github-actions' }).map(artifact => [
      placeOf(artifact),
      { family: artifact.family, lines: artifact.content.split('\n'), spans: artifact.spans },
    ]),
  );
const fieldsIn = (all: ReadonlyMap<string, File>) =>
  new Set([...all.values()].flatMap(({ spans }) => spans.map(({ field }) => field)));

const projects: Record<string, Project> = {
  node: ordersWith({}),
  go: ordersWith({
    language: 'go',
    languageVersion: '1.27',
    entryPoint: 'cmd/api/main.go',
    command: ['./orders', '--fast'],
  }),
  java: ordersWith({
    language: 'java',
    languageVersion: '21',
    command: ['java', '-Xmx1g', '-jar', 'target/orders.jar', 'serve'],
  }),
  dotnet: ordersWith({
    language: 'dotnet',
    languageVersion: '9.0',
    entryPoint: 'Orders.csproj',
    command: ['dotnet', 'run'],
  }),
  static: ordersWith({ language: 'static', languageVersion: '1', source: 'site' }),
  // Without the port that `port` names too: one of the two changed alone is another set of ports.
  'a service with all that a container can be given': alone({
    ...shopService,
    ports: shopService.ports.slice(1),
  }),
  'a worker': alone({ ...mailerService, language: 'ruby', languageVersion: '3.4' }),
  'a job': alone(reportService),
  'an image that others build': alone(searchService),
  'a service whose instances have volumes of their own': ledger,
  'a job with a schedule': nightly,
  'a service behind a Gateway': web,
  'a service on virtual machines': onMachines,
  'a service on ECS': onEcs,
};

describe('a span says which field a line shows', () => {
  test.each(Object.entries(projects))('changing the field changes that very line (%s)', (_, project) => {
    const before = files(project);
    const fields = fieldsIn(before);
    expect(fields.size).toBeGreaterThan(25);
    const wrong: string[] = [];
    for (const field of fields) {
      const showing = [...before].flatMap(([path, file]) =>
        file.spans.filter(span => span.field === field).map(span => ({ path, file, ...span })),
      );
      const after = files(changeField(project, field), [...new Set(showing.map(({ file }) => file.family))]);
      for (const { path, file, from, to } of showing) {
        const shown = (lines: readonly string[] = []) => lines.slice(from - 1, to).join('\n');
        if (shown(file.lines) === shown(after.get(path)?.lines)) wrong.push(`${path}:${from} ${field}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  const unaligned = (line: string) => line.replace(/ +=/, ' =');

  /** Whose strategy it is decides which of the environments a page of it shows. */
  const chooses = (path: string, field: string) =>
    path.startsWith('strategies/') && /\.environments\.\w+\.strategy$/.test(field);

  test.each(['node', 'a service with all that a container can be given', 'an image that others build'])(
    'a line that a field changes has a span for it, but for digests (%s)',
    name => {
      const project = projects[name] ?? ordersWith({});
      const before = files(project);
      const fields = fieldsIn(before);
      // A language changes whole files; its span stands on the first line that names it.
      fields.delete('service.language');
      // These decide what stands there, not only how it reads.
      const decides =
        /\.(?:built|kind|sensitive|required|expand|until|readOnly)$|\.probes\.\w+\.name$|\.environments\.\w+\.target$|^service\.cloud\.provider$|ecret.*\.tool$|^service\.sidecars\.(?:proxy\.dependencies\.)?schema\.name$/;
      for (const field of fields) if (decides.test(field)) fields.delete(field);
      const missing: string[] = [];
      for (const field of fields) {
        const after = files(changeField(project, field));
        for (const [path, { lines, spans }] of before) {
          const changed = after.get(path)?.lines ?? [];
          if (lines.length !== changed.length) continue;
          lines.forEach((line, i) => {
            // A longer name moves the equals signs of its neighbours.
            if (
              unaligned(line) === unaligned(changed[i] ?? '') ||
              line.includes('checksum/') ||
              chooses(path, field)
            )
              return;
            const known = spans.some(span => span.field === field && span.from <= i + 1 && i + 1 <= span.to);
            if (!known) missing.push(`${path}:${i + 1} ${field}`);
          });
        }
      }
      expect(missing).toEqual([]);
    },
    180_000,
  );

  test('two runs give the same bytes, in the order of their paths', () => {
    const [first, second] = [files(ordersWith({})), files(ordersWith({}))];
    expect([...first]).toEqual([...second]);
    expect([...first.keys()]).toEqual([...first.keys()].toSorted());
  });
});
