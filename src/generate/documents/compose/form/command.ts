import { problem } from '../../../../errors/index.ts';
import { words } from '../text/words.ts';
import { implied, list, scalar } from '../tree.ts';
import { type Form, misshapen, tagged } from './form.ts';

/** A command in one text is a list of words. */
export const command: Form = (node, spot) => {
  if (node.kind === 'null' || node.kind === 'list') return node;
  if (node.kind !== 'scalar') return misshapen(node, spot, 'a text or a list of words');
  const found = words(node.token);
  if (found) return tagged(list(node.token, found.map(scalar)), node);
  const { text, at } = node.token;
  spot.gathering.problems.push(problem('compose-command-invalid', { text: text.slice(0, 80) }, { at }));
  return undefined;
};

/** A health check in one text is read by the shell of the container. */
export const healthTest: Form = (node, spot) => {
  if (node.kind === 'null' || node.kind === 'list') return node;
  if (node.kind !== 'scalar') return misshapen(node, spot, 'a text or a list of words');
  const shell = implied('CMD-SHELL', node.token);
  return tagged(list(node.token, [shell, scalar(node.token)]), node);
};
