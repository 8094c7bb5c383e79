export { nearest } from '../model/names.ts';
