import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { IngressConfig } from '../config';
import { shortName } from './names';
import type { Network } from './network';
import type { Route } from './route';
import { SecurityGroup } from './security-group';

export interface Served extends IngressConfig {
  name: string;
  port: number;
  drainSeconds: number;
  /** The first has the traffic at the beginning. */
  colours: string[];
}

export interface LoadBalancerArgs {
  environment: string;
  network: Network;
  certificateArn: pulumi.Input<string>;
  zoneId: pulumi.Input<string>;
  logBucket: pulumi.Input<string>;
  protect: boolean;
  services: Served[];
}

/** Takes HTTPS from everywhere and divides it by host and path. */
export class LoadBalancer extends pulumi.ComponentResource {
  readonly securityGroupId: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  /** What metrics call it. */
  readonly arnSuffix: pulumi.Output<string>;
  readonly routes: ReadonlyMap<string, Route>;

  constructor(
    private readonly label: string,
    private readonly args: LoadBalancerArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('stack:LoadBalancer', label, {}, options);
    const group = this.securityGroup();
    const balancer = new aws.lb.LoadBalancer(
      label,
      {
        name: shortName(label),
        loadBalancerType: 'application',
        internal: false,
        securityGroups: [group.id],
        subnets: args.network.subnetIds.public,
        enableDeletionProtection: args.protect,
        dropInvalidHeaderFields: true,
        accessLogs: { bucket: args.logBucket, prefix: 'load-balancer', enabled: true },
      },
      { parent: this },
    );
    this.securityGroupId = group.id;
    this.dnsName = balancer.dnsName;
    this.arnSuffix = balancer.arnSuffix;
    const listener = this.listeners(balancer);
    this.routes = new Map(args.services.map(service => [service.name, this.route(listener, service)]));
    for (const host of new Set(args.services.map(({ host }) => host))) this.record(balancer, host);
    this.registerOutputs();
  }

  private securityGroup(): SecurityGroup {
    const { network, services } = this.args;
    const group = new SecurityGroup(
      `${this.label}-load-balancer`,
      { description: `Load balancer of ${this.label}`, vpcId: network.vpcId },
      { parent: this },
    );
    group.allowFromEverywhere(80, 'HTTP from everywhere');
    group.allowFromEverywhere(443, 'HTTPS from everywhere');
    for (const port of new Set(services.map(({ port }) => port)))
      group.allowTo(port, network.cidr, `To the services on port ${port}`);
    return group;
  }

  /** HTTP only says where HTTPS is; what no rule of HTTPS knows is nobody's. */
  private listeners(balancer: aws.lb.LoadBalancer): aws.lb.Listener {
    new aws.lb.Listener(
      `${this.label}-http`,
      {
        loadBalancerArn: balancer.arn,
        port: 80,
        protocol: 'HTTP',
        defaultActions: [
          { type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', statusCode: 'HTTP_301' } },
        ],
      },
      { parent: this },
    );
    return new aws.lb.Listener(
      `${this.label}-https`,
      {
        loadBalancerArn: balancer.arn,
        port: 443,
        protocol: 'HTTPS',
        sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        certificateArn: this.args.certificateArn,
        defaultActions: [
          {
            type: 'fixed-response',
            fixedResponse: { contentType: 'text/plain', messageBody: 'Not found', statusCode: '404' },
          },
        ],
      },
      { parent: this },
    );
  }

  private route(listener: aws.lb.Listener, service: Served): Route {
    const { name, host, path, priority, colours } = service;
    const groups = colours.map(colour => this.targetGroup(service, colour));
    const rule = new aws.lb.ListenerRule(
      name,
      {
        listenerArn: listener.arn,
        priority,
        conditions: [
          { hostHeader: { values: [host] } },
          { pathPattern: { values: [path === '/' ? '/*' : `${path.replace(/\/$/, '')}*`] } },
        ],
        actions: [
          {
            type: 'forward',
            forward: {
              targetGroups: groups.map(({ arn }, index) => ({ arn, weight: index === 0 ? 100 : 0 })),
            },
          },
        ],
      },
      // Deployments move the weights.
      { parent: this, ignoreChanges: ['actions'] },
    );
    return {
      targetGroupArns: groups.map(({ arn }) => arn),
      listenerRuleArn: rule.arn,
      targetGroups: new Map(groups.map(({ arnSuffix }, index) => [colours[index] ?? '', arnSuffix])),
    };
  }

  private targetGroup(service: Served, colour: string): aws.lb.TargetGroup {
    const { name, port, drainSeconds } = service;
    return new aws.lb.TargetGroup(
      `${name}-${colour}`,
      {
        name: shortName(`${name}-${this.args.environment}-${colour}`, name),
        vpcId: this.args.network.vpcId,
        port,
        protocol: 'HTTP',
        targetType: 'ip',
        deregistrationDelay: drainSeconds,
        healthCheck: {
          path: service.healthPath,
          matcher: '200-299',
          interval: service.healthIntervalSeconds,
          timeout: service.healthTimeoutSeconds,
          healthyThreshold: 2,
          unhealthyThreshold: service.healthFailures,
        },
      },
      { parent: this },
    );
  }

  private record(balancer: aws.lb.LoadBalancer, host: string): void {
    new aws.route53.Record(
      host,
      {
        zoneId: this.args.zoneId,
        name: host,
        type: 'A',
        aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
      },
      { parent: this },
    );
  }
}
