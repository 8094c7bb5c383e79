export { Tally } from '../suite/tally.ts';
