import { change, type Text } from '../../../model/traced.ts';

/**
 * Text for a place where GitHub evaluates expressions. An opening `${{` of the text becomes an expression that yields
 * those three characters, so nothing in it is evaluated.
 * https://docs.github.com/actions/reference/workflows-and-actions/expressions#literals
 */
export function literal(value: Text): Text {
  return change(value, text => text.replaceAll('${{', "${{ '${{' }}"));
}
