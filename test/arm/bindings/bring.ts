/** What a package of Azure for JavaScript says of its models, from the files that Microsoft made of its specifications. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { kept } from '../../suite/kept.ts';
import { asDeclared } from './declared.ts';
import type { Mapper, Models } from './mapper.ts';
import type { Published } from './published.ts';

/** Changed whenever the same package gives other models than before. */
const edition = 1;

export interface Bindings {
  readonly models: Models;
  /** Of the model, by `parent.value of the property that tells`. */
  readonly discriminators: Readonly<Record<string, string>>;
  /** Versions of the API that the package speaks. */
  readonly versions: readonly string[];
}

/** @returns what each package says, in their order */
export const bring = (packages: Readonly<Record<string, Published>>): readonly Bindings[] =>
  kept(
    'arm',
    Object.entries(packages).map(([name, { version }]) => ({
      name: `${name.replace('@azure/', '')}-${version}-${edition}`,
      package: name,
      version,
      files: 'package/dist?esm/*models/*',
      read: bindingsIn,
    })),
  );

function bindingsIn(unpacked: string): Bindings {
  const paths = readdirSync(unpacked, { recursive: true, encoding: 'utf8' });
  const textOf = (file: string): string => {
    const path = paths.find(one => one.endsWith(`/models/${file}`));
    if (path === undefined) throw new Error(`the package has no ${file}`);
    return readFileSync(join(unpacked, path), 'utf8');
  };
  const { discriminators, ...models } = exportsOf(textOf('mappers.js'));
  const versions = [...textOf('parameters.js').matchAll(/defaultValue: "(\d{4}-[\w-]+)"/g)];
  return {
    models: asDeclared(models, textOf('index.d.ts')),
    discriminators: Object.fromEntries(
      Object.entries(discriminators ?? {}).map(([key, { type }]) => [key, type.className ?? '']),
    ),
    versions: [...new Set(versions.map(([, one = '']) => one))].toSorted(),
  };
}

type Exports = Readonly<Record<string, Mapper>> & {
  readonly discriminators?: Readonly<Record<string, Mapper>>;
};

/** The module imports nothing: all that it does is to name objects. */
function exportsOf(module: string): Exports {
  const script = module.replaceAll(/^export (?:const|let) (\w+) =/gm, 'const $1 = models.$1 =');
  const models = {};
  runInNewContext(script, { models });
  return models;
}
