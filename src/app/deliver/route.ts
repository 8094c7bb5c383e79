/** The router's process, started by `up`. */
export { runRouter as route } from '../../deliver/router/main.ts';
