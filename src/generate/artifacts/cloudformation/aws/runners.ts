/** Services in the root template of an environment: how requests reach each, and what it is told. */
import { change, plain, type Text, text } from '../../../../model/traced.ts';
import type { HclObject } from '../../shared/hcl.ts';
import type { YamlNode, YamlObject } from '../../shared/yaml.ts';
import { addressOf, addressParameter } from './addresses.ts';
import { logicalId, shortName } from './logical-ids.ts';
import {
  type Entry,
  entriesOf,
  isObject,
  joined,
  nested,
  objectOf,
  output,
  ref,
  sub,
  textOf,
} from './nodes.ts';
import type { Environment } from './root.ts';
import { type Facts, factsOf, fileSystemIds, usedOutputs } from './service/index.ts';

export interface Runner {
  readonly name: Text;
  /** Of its nested stack. */
  readonly id: Text;
  readonly values: HclObject;
  readonly ingress: HclObject | undefined;
  /** Name of the secret that its variables come from. */
  readonly secret: Text | undefined;
  /** Whether a second group of targets stands by. */
  readonly hasTwin: boolean;
}

export const runnersIn = (values: HclObject): readonly Runner[] =>
  entriesOf(values.services).map(([name, said]) => {
    const service = objectOf(said);
    const ingress = isObject(service.ingress) ? service.ingress : undefined;
    return {
      name,
      id: logicalId('Service', name),
      values: service,
      ingress,
      secret: plain(textOf(service.secret)) === '' ? undefined : textOf(service.secret),
      hasTwin: ingress !== undefined && plain(textOf(service.strategy)) !== 'ROLLING',
    };
  });

export const serviceStacks = (environment: Environment, runners: readonly Runner[]): readonly Entry[] =>
  runners.flatMap((runner): Entry[] => [
    ...(runner.ingress
      ? [[routeId(runner), routeOf(environment, runner, runner.ingress)] satisfies Entry]
      : []),
    [runner.id, serviceOf(environment, runner)],
  ]);

const routeId = ({ name }: Runner): Text => logicalId('Route', name);

/** The same service may be asked from outside in one environment, and by nobody in another. */
export const templateOf = ({ name, ingress }: Runner): Text =>
  text`${ingress ? 'services' : 'internal'}/${name}.yaml`;

function routeOf({ values }: Environment, { name, values: service, hasTwin }: Runner, ingress: HclObject) {
  const groupName = (colour: string) =>
    change(name, said => shortName(`${said}-${plain(textOf(values.environment))}-${colour}`, said));
  return nested('route.yaml', {
    BlueName: groupName('blue'),
    ...(hasTwin ? { GreenName: groupName('green') } : {}),
    VpcId: output('Network', 'VpcId'),
    ListenerArn: output('LoadBalancer', 'ListenerArn'),
    LoadBalancerDnsName: output('LoadBalancer', 'DnsName'),
    LoadBalancerZoneId: output('LoadBalancer', 'ZoneId'),
    HostedZoneId: ref('HostedZoneId'),
    Host: textOf(ingress.host),
    PathPattern: change(textOf(ingress.path), path => (path === '/' ? '/*' : `${path.replace(/\/$/, '')}*`)),
    Priority: textOf(ingress.priority),
    Port: textOf(service.port),
    DrainSeconds: textOf(service.drain_seconds),
    HealthPath: textOf(ingress.health_path),
    HealthIntervalSeconds: textOf(ingress.health_interval_seconds),
    HealthTimeoutSeconds: textOf(ingress.health_timeout_seconds),
    HealthFailures: textOf(ingress.health_failures),
  });
}

function serviceOf(environment: Environment, runner: Runner): YamlNode {
  const { name, id, values, secret } = runner;
  const facts = factsOf(name, values);
  const common = {
    Name: environment.name,
    Image: imageOf(values, text`${id}Image`),
    ClusterName: output('Cluster', 'ClusterName'),
    VpcId: output('Network', 'VpcId'),
    SubnetIds: output('Network', 'PrivateSubnetIds'),
    KmsKeyArn: output('Encryption', 'KeyArn'),
    LogRetentionDays: textOf(environment.values.log_retention_days),
    AlarmTopicArn: output('Alarms', 'TopicArn'),
    MinCount: textOf(values.min_count),
    MaxCount: textOf(values.max_count),
    ...rolloutOf(runner),
    ...(facts.isServed ? servedBy(runner) : {}),
    ...(secret === undefined ? {} : { SecretArn: output(logicalId('Secret', secret), 'Arn') }),
  };
  return nested(templateOf(runner), joined(common, whereOf(facts, environment)));
}

/** Where what the service uses is, by the parameters of its template. */
const whereOf = (facts: Facts, { values }: Environment): readonly Entry[] => [
  ...entriesOf(facts.values.addresses)
    .map(([, address]) => textOf(address))
    .map((address): Entry => [addressParameter(address), addressOf(address, values)]),
  ...facts.stores.flatMap(({ kind, id }) =>
    usedOutputs[kind].map((word): Entry => [text`${id}${word}`, output(id, word)]),
  ),
  ...fileSystemIds(facts).flatMap(id =>
    ['Id', 'Arn', 'SecurityGroupId'].map((word): Entry => [text`${id}${word}`, output(id, word)]),
  ),
];

/** Below the registry of the account, where the image is built here. */
const imageOf = ({ repository = null }: HclObject, parameter: Text): YamlNode =>
  repository === null
    ? ref(parameter)
    : sub(text`\${AWS::AccountId}.dkr.ecr.\${AWS::Region}.\${AWS::URLSuffix}/\${${parameter}}`);

const rolloutOf = ({ values }: Runner): YamlObject => ({
  Strategy: textOf(values.strategy),
  ...(values.canary_percent === undefined ? {} : { CanaryPercent: textOf(values.canary_percent) }),
  BakeMinutes: textOf(values.bake_minutes),
});

function servedBy(runner: Runner): YamlObject {
  const route = routeId(runner);
  return {
    TrafficRoleArn: output('Cluster', 'TrafficRoleArn'),
    BlueArn: output(route, 'BlueArn'),
    RuleArn: output(route, 'RuleArn'),
    BlueFullName: output(route, 'BlueFullName'),
    LoadBalancerFullName: output('LoadBalancer', 'FullName'),
    LoadBalancerSecurityGroupId: output('LoadBalancer', 'SecurityGroupId'),
    ...(runner.hasTwin
      ? { GreenArn: output(route, 'GreenArn'), GreenFullName: output(route, 'GreenFullName') }
      : {}),
  };
}

/** The services of all environments, each once for each template that it takes. */
export const servicesOf = (environments: readonly Environment[]): readonly Runner[] => [
  ...new Map(
    environments
      .flatMap(({ values }) => runnersIn(values))
      .map(runner => [plain(templateOf(runner)), runner] as const),
  ).values(),
];
