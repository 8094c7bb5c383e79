import { change, type Text } from '../../../../model/traced.ts';
import { type Shell, usualShell } from '../shell/shell.ts';

/** CircleCI reads what stands between << and >> before a shell does; a backslash before it keeps it as it is. */
export const circleText = (value: Text): Text => change(value, shown => shown.replaceAll('<<', '\\<<'));

export const circleShell: Shell = {
  ...usualShell,
  temporary: '$HOME/devops-flow',
  facts: { commit: '$CIRCLE_SHA1', status: '$STATUS' },
  guard: circleText,
};
