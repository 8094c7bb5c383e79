import { change, plain, type Text, type Traced, text } from '../../../../model/traced.ts';
import { quantityValue } from '../../../../model/values/quantities.ts';
import { isServing, type ResourceView, type ServiceView } from '../../../../model/views.ts';
import { variableName } from '../../shared/names.ts';
import { filledByShell } from '../../shared/references.ts';
import { fact, requirement } from '../../shared/requirements.ts';
import { wholeSeconds } from '../../shared/seconds.ts';
import { uniqueBy } from '../../shared/unique.ts';
import { Noted, YamlEntries, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { jinjaText } from '../jinja.ts';
import { databaseOf } from './possible.ts';
import { runtimeOf } from './runtimes.ts';

type VariableView = ServiceView['variables'][number];
type Entry = readonly [Text, YamlNode];

/** vars/service.yml: what the documents say of the service, as its roles read it. */
export function serviceVariables(service: ServiceView, shared: readonly ResourceView[]): YamlNode {
  const { shutdown, rollout, resources, version, container } = service;
  const { packages, writesCode } = runtimeOf(service);
  return {
    service_name: service.name,
    service_version: new Noted(jinjaText(version), {
      above: ['Which version is deployed: -e service_version=VERSION names another.'],
    }),
    service_command: commandOf(service).map(jinjaText),
    service_packages: packages,
    service_writes_code: writesCode,
    service_port: isServing(service) ? service.port : undefined,
    service_health: isServing(service) ? healthOf(service) : undefined,
    balancer_certificate_pem: isServing(service) ? certificate(service) : undefined,
    service_variables: new YamlEntries(settings(service)),
    service_secrets: new YamlEntries(secrets(service)),
    service_given: given(service),
    service_volumes: volumesOf(service),
    service_memory: memory(resources.limits.memory),
    service_cpu: share(resources.limits.cpu),
    service_stop_signal: container.stopSignal,
    service_drain_seconds: wholeSeconds(shutdown.drainSeconds, 1),
    service_grace_seconds: wholeSeconds(shutdown.graceSeconds, 1),
    service_ready_seconds: wholeSeconds(rollout.readySeconds, 1),
    ...backupOf(shared),
  };
}

const commandOf = (service: ServiceView): readonly Text[] =>
  filledByShell([...service.command, ...service.arguments], service);

function healthOf({ health }: ServiceView): YamlObject {
  return {
    over: health.over,
    live: jinjaText(health.live),
    ready: jinjaText(health.ready),
    interval: wholeSeconds(health.intervalSeconds, 1),
    timeout: wholeSeconds(health.timeoutSeconds, 1),
    failures: health.failureThreshold,
  };
}

/** Where documents want TLS: the balancer speaks it as soon as the vault holds the certificate. */
function certificate(service: ServiceView): YamlNode | undefined {
  const tls = requirement(service, /tls|ssl/i);
  if (!tls) return undefined;
  const domain = fact(tls.verification, 'Domain') ?? tls.name;
  return new Noted("{{ vault_certificate | default('') }}", {
    above: [text`Certificate and key (PEM), for ${domain}`],
  });
}

/** What is in the settings of a release: where it listens, where its folders are, and what the documents declare. */
function settings(service: ServiceView): readonly Entry[] {
  const port: readonly Entry[] = isServing(service) ? [['PORT', service.port.map(String)]] : [];
  const folders = service.volumes.map(({ variable, path }): Entry => [variable, jinjaText(path)]);
  const declared = service.variables
    .filter(variable => !isSecret(variable))
    .flatMap((variable): Entry[] => {
      if (variable.default) return [[variable.name, jinjaText(variable.default)]];
      return variable.required.value ? [[variable.name, asked(variable)]] : [];
    });
  return uniqueBy([...port, ...folders, ...declared], ([name]) => plain(name)).map(([name, value]) => [
    variableName(name),
    value,
  ]);
}

const secrets = ({ variables }: ServiceView): readonly Entry[] =>
  variables.filter(isSecret).map(variable => [variableName(variable.name), asked(variable)]);

/** What only whoever provides it knows is kept with the secrets: it often holds one. */
const isSecret = ({ sensitive, reference }: VariableView): boolean =>
  sensitive.value || reference !== undefined;

const asked = (variable: VariableView): Text => change(givenName(variable), name => `{{ ${name} }}`);

/** The name under which the team gives a value. */
function givenName(variable: VariableView): Traced<string> {
  const prefix = isSecret(variable) ? 'vault' : 'setting';
  return variable.name.map(name => `${prefix}_${name.toLowerCase()}`);
}

/** The names that have to be given a value, with what they are for. */
const given = ({ variables }: ServiceView): readonly YamlNode[] =>
  variables
    .filter(variable => isSecret(variable) || (variable.required.value && !variable.default))
    .map(variable =>
      variable.description
        ? new Noted(givenName(variable), { above: [variable.description] })
        : givenName(variable),
    );

const volumesOf = ({ volumes }: ServiceView): readonly YamlNode[] =>
  volumes
    .filter(({ kind }) => kind.value !== 'bind')
    .map(({ name, path, readOnly }) => ({
      name: name.map(folderName),
      path: jinjaText(path),
      read_only: readOnly.value ? readOnly : undefined,
    }));

const folderName = (name: string): string => name.replaceAll(/[^A-Za-z0-9._-]/g, '-').replace(/^\.+/, 'dot-');

/** Backups stay as long as documents keep what is stored; the client is no older than the server. */
function backupOf(resources: readonly ResourceView[]): YamlObject {
  const database = databaseOf(resources);
  if (!database) return {};
  const storage = resources.find(({ kind }) => kind.value === 'storage');
  const version = 'version' in database ? database.version : undefined;
  return {
    // Of "15.3" the first part is in the name: no line shows the version.
    backup_packages: version && [`postgresql-client-${plain(version).split('.')[0]}`],
    backup_keep_days: storage && 'retentionDays' in storage ? storage.retentionDays : undefined,
  };
}

/** "256Mi" is "256M" to systemd, which counts in powers of 1024. */
const memory = (quantity: Traced<string>): Traced<string> =>
  quantity.map(value => `${Math.ceil(quantityValue(value))}M`);

/** "500m" is "50%" of a processor. */
const share = (quantity: Traced<string>): Traced<string> =>
  text`${quantity.map(value => Math.max(1, Math.round(100 * quantityValue(value))))}%`;
