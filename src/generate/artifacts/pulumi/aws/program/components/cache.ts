import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { CacheConfig } from '../config';
import type { Network } from './network';
import { type Client, SecurityGroup } from './security-group';

export interface CacheArgs extends CacheConfig {
  network: Network;
  keyArn: pulumi.Input<string>;
  clients: Client[];
}

const port = 6379;

/** A cache in the data subnets, over TLS. Who connects is known by IAM: there is no password. */
export class Cache extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  readonly port = port;
  /** What a service needs elasticache:Connect for. */
  readonly connectArns: pulumi.Output<string>[];

  constructor(
    private readonly label: string,
    private readonly args: CacheArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('stack:Cache', label, {}, options);
    const securityGroup = new SecurityGroup(
      label,
      { description: `Cache ${label}`, vpcId: args.network.vpcId },
      { parent: this },
    );
    securityGroup.allow(port, args.clients, `the cache ${label}`);
    const user = this.user(label, label, 'on ~* +@all -@dangerous', 'iam');
    const group = this.replicationGroup(securityGroup.id, this.userGroup(user));
    this.host = group.primaryEndpointAddress;
    this.connectArns = [group.arn, user.arn];
    this.registerOutputs();
  }

  private replicationGroup(
    securityGroupId: pulumi.Output<string>,
    userGroupId: pulumi.Output<string>,
  ): aws.elasticache.ReplicationGroup {
    const { args, label } = this;
    return new aws.elasticache.ReplicationGroup(
      label,
      {
        replicationGroupId: label,
        description: `Cache ${label}`,
        engine: args.engine,
        engineVersion: args.engineVersion,
        nodeType: args.nodeType,
        parameterGroupName: this.parameters().name,

        numCacheClusters: args.multiAz ? 2 : 1,
        automaticFailoverEnabled: args.multiAz,
        multiAzEnabled: args.multiAz,

        port,
        subnetGroupName: this.subnets().name,
        securityGroupIds: [securityGroupId],

        atRestEncryptionEnabled: true,
        kmsKeyId: args.keyArn,
        transitEncryptionEnabled: true,
        userGroupIds: [userGroupId],

        snapshotRetentionLimit: args.snapshotRetentionDays,
        snapshotWindow: '02:00-03:00',
        maintenanceWindow: 'sun:03:30-sun:04:30',
        autoMinorVersionUpgrade: true,
      },
      { parent: this },
    );
  }

  /** A cache that is full forgets what was asked for least lately. */
  private parameters(): aws.elasticache.ParameterGroup {
    const { engine, engineVersion } = this.args;
    return new aws.elasticache.ParameterGroup(
      this.label,
      {
        name: this.label,
        description: `Cache ${this.label}`,
        family: `${engine}${engineVersion.split('.')[0]}`,
        parameters: [{ name: 'maxmemory-policy', value: 'allkeys-lru' }],
      },
      { parent: this },
    );
  }

  /** Each group has a default user; this one can do nothing. */
  private userGroup(user: aws.elasticache.User): pulumi.Output<string> {
    const nobody = this.user(`${this.label}-default`, 'default', 'off ~* -@all', 'no-password-required');
    return new aws.elasticache.UserGroup(
      this.label,
      { userGroupId: this.label, engine: this.args.engine, userIds: [nobody.userId, user.userId] },
      { parent: this },
    ).userGroupId;
  }

  private user(userId: string, userName: string, accessString: string, type: string): aws.elasticache.User {
    return new aws.elasticache.User(
      userId,
      { userId, userName, engine: this.args.engine, accessString, authenticationMode: { type } },
      { parent: this },
    );
  }

  private subnets(): aws.elasticache.SubnetGroup {
    return new aws.elasticache.SubnetGroup(
      this.label,
      { name: this.label, subnetIds: this.args.network.subnetIds.data },
      { parent: this },
    );
  }
}
