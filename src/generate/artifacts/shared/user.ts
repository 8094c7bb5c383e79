/** The user that containers run as unless a document says another: above 10000, so nobody of the host (CKV_K8S_40). */
export const usualUser = 10001;

export interface NumericUser {
  readonly user: number;
  readonly group: number;
}

const most = 2 ** 31 - 1;

/**
 * "1000:1000" as numbers; the group is that of the user's number where none is given. `root` is the one name whose
 * number is the same in every image. Undefined for any other name: only the image knows its number.
 */
export function numericUser(text: string): NumericUser | undefined {
  const match = /^(\d{1,10}|root)(?::(\d{1,10}|root))?$/.exec(text);
  if (!match) return undefined;
  const user = numberOf(match[1]);
  const group = match[2] === undefined ? user : numberOf(match[2]);
  return user <= most && group <= most ? { user, group } : undefined;
}

const numberOf = (text: string | undefined) => (text === 'root' ? 0 : Number(text));
