import type { Artifact } from '../generate/artifacts/shared/artifact.ts';
import { readerOf } from '../generate/checks/parsed.ts';
import { allFamilies } from './generate/scopes/families.ts';
import type { DemoFields } from './schemas/demo.ts';

type Exercised = Pick<DemoFields['exercised'], 'parsed' | 'made'>;

/**
 * What the checks have really done with the files, by family: those of `parsed` were parsed, each of them; of those of
 * `made` some were not. Files of which any text is one, such as Markdown, count for neither.
 */
export function parsedOrMade(artifacts: readonly Artifact[], hasBash: boolean): Exercised {
  const read = artifacts.filter(({ kind }) => readerOf(kind) !== 'not needed');
  const families = allFamilies.flatMap(family => {
    const own = read.filter(artifact => artifact.family === family);
    const files = own.filter(({ kind }) => !isParsed(kind, hasBash)).length;
    return own.length === 0 ? [] : [{ family, files, of: own.length }];
  });
  return {
    parsed: families.filter(({ files }) => files === 0).map(({ family }) => family),
    made: families.filter(({ files }) => files > 0),
  };
}

function isParsed(kind: Artifact['kind'], hasBash: boolean): boolean {
  const reader = readerOf(kind);
  return reader !== 'nobody' && (reader !== 'bash' || hasBash);
}
