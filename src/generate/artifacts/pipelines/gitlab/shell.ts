import type { Shell } from '../shell/shell.ts';

export const gitlabShell: Shell = {
  warning: 'warning: ',
  signsByIdentity: true,
  temporary: '$CI_PROJECT_DIR.tmp',
  facts: { commit: '$CI_COMMIT_SHA', status: '$CI_JOB_STATUS' },
  guard: word => word,
  brings: [],
};

/** The image of Trivy has it on its path. */
export const trivyShell: Shell = { ...gitlabShell, brings: ['trivy'] };
