import { fieldsOf } from '../../../model/traced.ts';
import type { LanguageView } from '../../../model/views.ts';
import { fitsOneLine } from '../shared/dockerfile.ts';

const userName = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}';

/** A user that USER reads as it is meant. */
export const isDockerUser = (user: string): boolean =>
  new RegExp(`^${userName}(?::${userName})?$`).test(user);

/** A signal that STOPSIGNAL takes. */
export const isDockerSignal = (signal: string): boolean => /^(?:SIG[A-Z0-9+-]{2,12}|\d{1,2})$/.test(signal);

/** What no Dockerfile can say: it has no way to write a line break, and few words for a user or a signal. */
export function unsaidInDockerfile({ variables, container }: LanguageView): readonly string[] {
  const { user, stopSignal } = container;
  const defaults = variables
    .filter(({ sensitive }) => !sensitive.value)
    .flatMap(({ default: value }) => (value && !fitsOneLine(value.value) ? fieldsOf(value) : []));
  return [
    ...defaults,
    ...(user && !isDockerUser(user.value) ? fieldsOf(user) : []),
    ...(stopSignal && !isDockerSignal(stopSignal.value) ? fieldsOf(stopSignal) : []),
  ];
}
