import { change, type Text } from '../../../model/traced.ts';
import { oneLine } from './text.ts';

/** User text for a line of Markdown, a cell of a table too: what would mean something there is only itself. */
export const markdownText = (value: Text): Text =>
  change(value, text => oneLine(text).replaceAll(/[\\`*_[\]<>|#~&]/g, '\\$&'));
