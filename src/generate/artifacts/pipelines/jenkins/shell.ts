import { type Shell, usualShell } from '../shell/shell.ts';

export const jenkinsShell: Shell = {
  ...usualShell,
  temporary: '$WORKSPACE_TMP',
  facts: { commit: '$GIT_COMMIT', status: '$STATUS' },
};

/** In a container of an image Jenkins is a user without a home, whose programs nobody finds. */
export const containerShell: Shell = {
  ...jenkinsShell,
  first: ['export HOME="$WORKSPACE_TMP" PATH="$WORKSPACE_TMP/.local/bin:$PATH"'],
};
