import type { Project } from '../../../model/service.ts';
import { plain, trace } from '../../../model/traced.ts';
import type { Artifact, EmitOptions, Emitter } from '../shared/artifact.ts';
import type { PlacedFile } from '../shared/placed-files.ts';
import { textFile } from '../shared/text.ts';
import { uniqueBy } from '../shared/unique.ts';
import { yamlLines } from '../shared/yaml.ts';
import { composeFile, header } from './compose-file.ts';
import { type Context, contextOf } from './context.ts';
import { dotenvExample } from './dotenv.ts';
import { asksIn, escaped } from './filled.ts';
import { frontOf, nginxConfiguration, nginxFile } from './front.ts';
import { measured, prometheusConfiguration, prometheusFile } from './monitoring.ts';
import { placeOfFile, plainFilesOf } from './mounts.ts';
import { placesOf } from './places.ts';
import { unsaidInCompose } from './unsaid.ts';

/** Local development: one file for all services of the project, and what its containers read beside it. */
export const compose: Emitter = { id: 'compose', family: 'compose', emit, unsaid: unsaidInCompose };

const facts = (path: string, kind: Artifact['kind']) => ({ family: 'compose' as const, path, kind });

function emit(project: Project, options: EmitOptions): Artifact[] {
  const { services, resources } = trace(project);
  if (services.length === 0) return [];
  const context = contextOf(services, resources, placesOf(project, options));
  const tree = composeFile(context);
  const asks = asksIn(tree);
  return [
    ...(asks.length > 0 ? [textFile(facts('.env.example', 'dotenv'), dotenvExample(asks))] : []),
    textFile(facts('compose.yaml', 'compose'), [...header(context, asks), ...yamlLines(escaped(tree))]),
    ...filesBeside(context),
  ];
}

/** What containers read from this machine. */
function filesBeside(context: Context): Artifact[] {
  const scraped = measured(context.services);
  const files = context.parts.flatMap(part =>
    plainFilesOf(part).map(placed => ({ path: placeOfFile(part, placed).value, placed })),
  );
  return [
    ...uniqueBy(files, ({ path }) => path).map(({ path, placed }) => contentFile(path, placed)),
    ...(frontOf(context) ? [textFile(facts(nginxFile, 'nginx'), nginxConfiguration(context))] : []),
    ...(scraped.length > 0
      ? [textFile(facts(prometheusFile, 'yaml'), yamlLines(prometheusConfiguration(scraped)))]
      : []),
  ];
}

/** A file of the documents as it is meant, with or without a line break at its end. */
function contentFile(path: string, { file }: PlacedFile): Artifact {
  const made = textFile(facts(path, 'text'), [file.content ?? '']);
  return { ...made, content: plain(file.content ?? '') };
}
