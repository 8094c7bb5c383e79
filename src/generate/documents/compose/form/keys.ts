/** The keys that the Compose specification knows, where a misspelt one would silently say nothing. */
import { problem } from '../../../../errors/index.ts';
import { nearest } from '../../../../model/names.ts';
import type { Gathering } from '../../gathering.ts';
import type { MapNode } from '../../tree/node.ts';

const keys = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

export const knownKeys = {
  file: keys('version name include services networks volumes secrets configs models'),
  service: keys(`
    annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name cpu_count
    cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on
    deploy develop device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file environment expose
    extends external_links extra_hosts gpus group_add healthcheck hostname image init ipc isolation label_file labels
    links logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit models network_mode networks
    oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_start pre_stop privileged profiles
    provider pull_policy pull_refresh_after read_only restart runtime scale secrets security_opt shm_size stdin_open
    stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volumes
    volumes_from working_dir volume_driver log_driver log_opt net
  `),
  build: keys(`
    additional_contexts args cache_from cache_to context dockerfile dockerfile_inline entitlements extra_hosts isolation
    labels network no_cache no_cache_filter platforms privileged provenance pull sbom secrets shm_size ssh tags target ulimits
  `),
  deploy: keys(
    'endpoint_mode labels mode placement replicas resources restart_policy rollback_config update_config',
  ),
  resources: keys('limits reservations'),
  healthcheck: keys('disable interval retries start_interval start_period test timeout'),
} as const;

/** Comparing takes time: a file with more problems than this is no Compose file. */
const maxSuggestions = 100;

/** A key that is not known is reported with the one that was meant. Keys with `x-` are the user's own. */
export function reportUnknownKeys(
  map: MapNode,
  known: ReadonlySet<string>,
  place: string,
  { problems }: Gathering,
): void {
  for (const { key } of map.entries.values()) {
    if (known.has(key.text) || key.text.startsWith('x-')) continue;
    const suggestion = problems.length < maxSuggestions ? nearest(key.text, [...known]) : undefined;
    problems.push(problem('compose-key-unknown', { key: key.text, place, suggestion }, { at: key.at }));
  }
}
