import { userInfo } from 'node:os';

/** Who asks: the user of this machine, unless DEVOPS_FLOW_ACTOR says who stands behind it. */
export const actor = (): string => process.env['DEVOPS_FLOW_ACTOR'] || userInfo().username;
