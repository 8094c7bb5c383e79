import type { Shell } from '../shell/shell.ts';

export const jenkinsShell: Shell = {
  warning: 'warning: ',
  signsByIdentity: false,
  temporary: '$WORKSPACE_TMP',
  facts: { commit: '$GIT_COMMIT', status: '$STATUS' },
  guard: word => word,
  brings: [],
};

/** In a container of an image Jenkins is a user without a home, whose programs nobody finds. */
export const containerShell: Shell = {
  ...jenkinsShell,
  first: ['export HOME="$WORKSPACE_TMP" PATH="$WORKSPACE_TMP/.local/bin:$PATH"'],
};
