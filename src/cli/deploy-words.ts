import type { Deploy } from '../deliver/engine/deploy.ts';
import { count } from '../errors/index.ts';

type Ended = Pick<Deploy, 'outcome' | 'serving' | 'release'>;

/** How a deploy ended, in a word or two. Code that serves on without its flag has not gone back. */
export function outcomeWords({ outcome, serving, release }: Ended): string {
  if (outcome !== 'rolled-back') return outcome;
  return serving === release ? 'flag turned off' : 'rolled back';
}

/** The service that a reason names: of several that are released together the one that was the cause. */
export const causeOf = ({ members, reason }: Pick<Deploy, 'members' | 'reason'>): string | undefined =>
  members.find(({ service }) => reason.startsWith(`${service}: `))?.service;

/** What became of copies: "120 copies: 3 differ in status, 12 in body". */
export function copiesWords({ sent, compared, differing, failed, skipped }: Copies): string {
  const { status, type, body } = differing;
  const parts = [
    `${count(status)} in status`,
    ...(type > 0 ? [`${count(type)} in content type`] : []),
    `${count(body)} in body`,
  ];
  const others = [
    ...(failed > 0 ? [`${count(failed)} not answered`] : []),
    ...(skipped > 0 ? [`${count(skipped)} more not sent: too many under way`] : []),
  ];
  const differ = status + type + body > 0 ? `differing ${parts.join(', ')}` : 'none differs';
  return [`${count(sent)} copies, ${count(compared)} compared: ${differ}`, ...others].join('; ');
}

type Copies = NonNullable<Deploy['mirrored']>;
