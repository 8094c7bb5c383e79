import { type Shell, usualShell } from '../shell/shell.ts';

export const gitlabShell: Shell = {
  ...usualShell,
  signsByIdentity: true,
  temporary: '$CI_PROJECT_DIR.tmp',
  facts: { commit: '$CI_COMMIT_SHA', status: '$CI_JOB_STATUS' },
};

/** The image of Trivy has it on its path. */
export const trivyShell: Shell = { ...gitlabShell, brings: ['trivy'] };
