import type { Problem } from '../../errors/index.ts';
import type { Scalar } from '../facts.ts';
import type { Token } from '../token.ts';

/** Reads one value out of one token, or says what is wrong with it. */
export type Parse<T extends Scalar = Scalar> = (token: Token) => T | Problem;

export function isProblem(result: Scalar | Problem): result is Problem {
  return typeof result === 'object';
}
