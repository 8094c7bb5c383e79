import { stateOf } from '../../src/app/deliver/journal.ts';
import { openStore } from '../../src/store/store.ts';
import { type CrashProject, scope } from './project.ts';

const lookEveryMs = 100;

/**
 * A person who lets a deploy go on whenever it asks: with so little traffic in so short a time a comparison with the
 * baseline decides nothing. Returns how to send that person home.
 */
export function review(project: CrashProject): () => void {
  const store = openStore(project.storeFile);
  let answered = '';
  const timer = setInterval(() => {
    const plan = store.unfinished(scope);
    const state = plan && stateOf(store, plan.id);
    if (state?.name !== 'awaiting') return;
    const question = `${state.plan.id} ${state.since}`;
    if (question === answered) return;
    answered = question;
    store.ask(scope, { deploy: state.plan.id, kind: 'approved', by: 'somebody else', at: Date.now() });
  }, lookEveryMs);
  return () => {
    clearInterval(timer);
    store.close();
  };
}
