import { plain, type Text } from '../../../model/traced.ts';
import { hasLanguage, isBuilt, isJob, type ResourceView, type ServiceView } from '../../../model/views.ts';
import { isMachines } from '../shared/infrastructure/orchestrator.ts';

/** What a playbook is for. */
export type Purpose = 'configure' | 'deploy' | 'monitoring' | 'security' | 'backup';

/** A playbook that is made: what documents say of it, or what is usual. */
export interface Wanted {
  readonly purpose: Purpose;
  /** File name. */
  readonly name: Text;
  readonly summary: Text;
  readonly target?: Text;
  readonly variables: readonly Text[];
  readonly tags: readonly Text[];
}

const usual: Readonly<Record<Purpose, Omit<Wanted, 'purpose' | 'variables'> & { readonly known: RegExp }>> = {
  configure: {
    known: /configur\w*[_-](?:instance|host|server|machine)/i,
    name: 'configure_instances.yml',
    summary: 'Configure the hosts: settings of the system, packages, users, the unit of the service',
    tags: ['config', 'instances'],
  },
  deploy: {
    known: /deploy/i,
    name: 'deploy_app.yml',
    summary: 'Deploy a version, a host at a time',
    tags: ['deploy', 'app'],
  },
  monitoring: {
    known: /monitor|observab|metrics/i,
    name: 'configure_monitoring.yml',
    summary: 'Have Prometheus ask the hosts for their figures',
    tags: ['monitoring', 'observability'],
  },
  security: {
    known: /secur|harden/i,
    name: 'configure_security.yml',
    summary: 'Harden the hosts: ssh, firewall, upgrades, settings of the kernel',
    tags: ['security', 'hardening'],
  },
  backup: {
    known: /backup|restore/i,
    name: 'backup_restore.yml',
    summary:
      'Back the database up by the clock, and restore it: -e backup_now=true, -e backup_restore=latest',
    tags: ['backup', 'recovery'],
  },
};

const purposes = Object.keys(usual) as readonly Purpose[];

/**
 * The playbooks that the documents name; all of them where they name none, and virtual machines run the service. Only
 * those that hosts run, and only for what an archive of its own files can run there.
 */
export function wantedPlaybooks(service: ServiceView, resources: readonly ResourceView[]): readonly Wanted[] {
  if (!runsOnHosts(service, resources)) return [];
  const possible: Partial<Record<Purpose, boolean>> = {
    monitoring: asksPrometheus(service),
    backup: databaseOf(resources) !== undefined,
  };
  const made = purposes.filter(purpose => possible[purpose] ?? true);
  return made.flatMap((purpose): readonly Wanted[] => {
    const { known, ...rest } = usual[purpose];
    const named = service.playbooks.find(({ name }) => known.test(plain(name)));
    if (!named) return service.playbooks.length === 0 ? [{ purpose, variables: [], ...rest }] : [];
    const { name, purpose: summary, target, variables, tags } = named;
    const isFile = /^[A-Za-z0-9][\w.-]*\.ya?ml$/.test(plain(name));
    return [
      {
        purpose,
        name: isFile ? name : rest.name,
        summary,
        ...(target && { target }),
        variables,
        tags: tags.length > 0 ? tags : rest.tags,
      },
    ];
  });
}

/** CloudWatch and the like bring an agent that no distribution has. */
const asksPrometheus = ({ observability }: ServiceView): boolean =>
  observability.some(({ name, tool }) => /metrics/i.test(name.value) && /prometheus/i.test(tool.value));

/** The database that is backed up, of the products that can be. */
export const databaseOf = (resources: readonly ResourceView[]): ResourceView | undefined =>
  resources.find(({ kind, type }) => kind.value === 'database' && /postgres/i.test(type.value));

function runsOnHosts(service: ServiceView, resources: readonly ResourceView[]): boolean {
  if (isJob(service) || !isBuilt(service) || !hasLanguage(service) || service.language.value === 'static')
    return false;
  return resources.some(({ kind, type }) => kind.value === 'compute' && isMachines(type.value));
}
