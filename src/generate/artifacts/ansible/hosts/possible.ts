import { hasLanguage, isBuilt, isJob, type ResourceView, type ServiceView } from '../../../../model/views.ts';
import { isMachines } from '../../shared/infrastructure/orchestrator.ts';
import type { Summaries } from '../wanted.ts';

/** Whether virtual machines run the service, from an archive of its own files. */
export function runsOnHosts(service: ServiceView, resources: readonly ResourceView[]): boolean {
  if (isJob(service) || !isBuilt(service) || !hasLanguage(service) || service.language.value === 'static')
    return false;
  return resources.some(({ kind, type }) => kind.value === 'compute' && isMachines(type.value));
}

/** The database that is backed up, of the products that can be. */
export const databaseOf = (resources: readonly ResourceView[]): ResourceView | undefined =>
  resources.find(({ kind, type }) => kind.value === 'database' && /postgres/i.test(type.value));

/** CloudWatch and the like bring an agent that no distribution has. */
const asksPrometheus = ({ observability }: ServiceView): boolean =>
  observability.some(({ name, tool }) => /metrics/i.test(name.value) && /prometheus/i.test(tool.value));

export const possibleOnHosts = (service: ServiceView, resources: readonly ResourceView[]): Summaries => ({
  configure: 'Configure the hosts: settings of the system, packages, users, the unit of the service',
  deploy: 'Deploy a version, a host at a time',
  ...(asksPrometheus(service) && { monitoring: 'Have Prometheus ask the hosts for their figures' }),
  security: 'Harden the hosts: ssh, firewall, upgrades, settings of the kernel',
  ...(databaseOf(resources) && {
    backup: 'Back the database up by the clock, and restore it: -e backup_now=true, -e backup_restore=latest',
  }),
});
