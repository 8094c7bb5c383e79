/** The supervisor's process, started by `up`. */
export { runSupervisor as supervise } from '../../deliver/supervisor/main.ts';
