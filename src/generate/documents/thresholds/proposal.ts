import { fillService } from '../../../model/defaults.ts';
import { Draft } from '../../../model/draft.ts';
import { addUsualEnvironments, fillEnvironments } from '../../../model/environments.ts';
import type { FieldPath } from '../../../model/facts.ts';

let usual: Draft | undefined;

/** What a field has when no document says it, with the reason; undefined for a field that is left out then. */
export function proposedDefault(path: FieldPath): { value: string; reason: string } | undefined {
  usual ??= usualDraft();
  const entry = usual.entry(path);
  return entry?.origin.from === 'default'
    ? { value: String(entry.value), reason: entry.origin.reason }
    : undefined;
}

function usualDraft(): Draft {
  const draft = new Draft();
  addUsualEnvironments(draft, []);
  fillEnvironments(draft);
  fillService(draft);
  return draft;
}
