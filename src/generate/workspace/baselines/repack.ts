import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Baselines, baselineFolder } from './baselines.ts';
import { type Pack, printPack } from './pack.ts';

/** Few files to write, and little that is written again when one text of them changes. */
const textsInPack = 32;

/**
 * What is to be written so that each needed text is kept once and nothing else is: the new texts, and those in packs
 * that hold something else too, which can go then. `needed`: neighbours come into one pack. Each is printed when it is
 * asked for: together they are as long as all that is generated.
 */
export function* repacked(
  baselines: Baselines,
  needed: ReadonlySet<string>,
  fresh: ReadonlyMap<string, string>,
): Generator<Pack> {
  const kept = new Set<string>();
  for (const digests of baselines.files.values())
    if (digests.every(digest => needed.has(digest) && !kept.has(digest)))
      for (const digest of digests) kept.add(digest);
  const texts = [...needed].flatMap(digest => {
    const text = kept.has(digest) ? undefined : (fresh.get(digest) ?? baselines.read(digest));
    return text === undefined ? [] : [[digest, text] as const];
  });
  for (let at = 0; at < texts.length; at += textsInPack)
    yield printPack(new Map(texts.slice(at, at + textsInPack)));
}

/** Removes each file whose needed texts are in others too; those first that hold what nobody needs. */
export function removeSuperfluous(root: string, needed: ReadonlySet<string>): void {
  const files = [...new Baselines(root).files].map(([name, digests]) => ({
    name,
    needed: digests.filter(digest => needed.has(digest)),
    isWhole: digests.every(digest => needed.has(digest)),
  }));
  const copies = new Map<string, number>();
  const count = (digests: readonly string[], by: 1 | -1) => {
    for (const digest of digests) copies.set(digest, (copies.get(digest) ?? 0) + by);
  };
  for (const file of files) count(file.needed, 1);
  for (const file of files.toSorted((a, b) => Number(a.isWhole) - Number(b.isWhole))) {
    if (file.needed.some(digest => copies.get(digest) === 1)) continue;
    count(file.needed, -1);
    rmSync(join(baselineFolder(root), file.name), { force: true });
  }
}
