import { printLock } from '../lock-format.ts';
import type { Plan } from '../plan.ts';
import { sha256 } from '../sha256.ts';

export const planVersion = 1;

/** A plan as JSON, for `parsePlan`. Each text is in it once, under its SHA-256. Same plan, same bytes. */
export function printPlan(plan: Plan): string {
  const texts = new Map(plan.baselines);
  const files = plan.files.map(({ write, ...file }) => {
    if (!write) return file;
    const digest = sha256(write.content);
    texts.set(digest, write.content);
    return { ...file, write: { sha256: digest, mode: write.mode === 0o755 ? '755' : '644' } };
  });
  const document = {
    schemaVersion: planVersion,
    lockBefore: plan.lockBefore,
    files,
    problems: plan.problems,
    lock: JSON.parse(printLock(plan.lock)) as unknown,
    texts: [...texts]
      .map(([digest, text]) => ({ sha256: digest, text }))
      .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
