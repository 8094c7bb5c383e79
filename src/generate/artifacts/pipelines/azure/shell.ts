import { change, type Text } from '../../../../model/traced.ts';
import { literal } from '../../shared/expression.ts';
import { type Shell, usualShell } from '../shell/shell.ts';

/** Azure Pipelines fills in $(NAME) and ${{ }} before a shell reads them: quotes between the two signs part them. */
const parted = (word: Text): Text =>
  change(word, shown => shown.replaceAll(/\$(?=\(|\[|\{\{)/g, () => "$''"));

export const azureShell: Shell = {
  ...usualShell,
  warning: '##vso[task.logissue type=warning]',
  temporary: '$AGENT_TEMPDIRECTORY',
  facts: { commit: '$BUILD_SOURCEVERSION', status: '$AGENT_JOBSTATUS' },
  guard: parted,
};

/** Text outside of scripts. $(NAME) has no escape there: a zero-width character would be worse than the space. */
export const azureText = (value: Text): Text =>
  change(literal(value), shown => shown.replaceAll('$(', '$ (').replaceAll('$[', '$ ['));

/** A string of a condition: in single quotes, a quote in it doubled. */
export const azureString = (value: Text): Text => change(value, shown => `'${shown.replaceAll("'", "''")}'`);
