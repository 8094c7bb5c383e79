import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { sixteenth } from './addresses';
import { FlowLogs } from './flow-logs';

export interface NetworkArgs {
  /** Addresses, at most a /24. */
  cidr: string;
  /** Availability zones, two to five. */
  zones: string[];
  /** Whether all zones share one way out: cheaper, and without one when its zone is gone. */
  singleNatGateway: boolean;
  keyArn: pulumi.Input<string>;
  logRetentionDays: number;
}

/** Each tier has five places, so that a zone more moves no subnet. */
const tiers = { public: 0, private: 5, data: 10 };

type Tier = keyof typeof tiers;

/** Three tiers over the zones: public for the load balancer, private for what runs, data for what has no way out. */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly cidr: string;
  readonly subnetIds: Record<Tier, pulumi.Output<string>[]>;

  constructor(
    private readonly label: string,
    private readonly args: NetworkArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('stack:Network', label, {}, options);
    if (args.zones.length < 2 || args.zones.length > 5)
      throw new Error(
        'vpc: between two and five zones: a load balancer needs two, each tier has five places',
      );
    const vpc = new aws.ec2.Vpc(
      label,
      {
        cidrBlock: args.cidr,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        tags: { Name: label },
      },
      { parent: this },
    );
    this.vpcId = vpc.id;
    this.cidr = args.cidr;
    // Without a rule: what names no group of its own reaches nothing.
    new aws.ec2.DefaultSecurityGroup(`${label}-closed`, { vpcId: vpc.id }, { parent: this });
    const subnets = {
      public: this.subnets('public'),
      private: this.subnets('private'),
      data: this.subnets('data'),
    };
    this.routes(subnets);
    this.subnetIds = {
      public: subnets.public.map(({ id }) => id),
      private: subnets.private.map(({ id }) => id),
      data: subnets.data.map(({ id }) => id),
    };
    const { keyArn, logRetentionDays } = args;
    new FlowLogs(`${label}-vpc`, { vpcId: vpc.id, path: label, keyArn, logRetentionDays }, { parent: this });
    this.registerOutputs();
  }

  private subnets(tier: Tier): aws.ec2.Subnet[] {
    return this.args.zones.map(
      (zone, index) =>
        new aws.ec2.Subnet(
          `${this.label}-${tier}-${zone}`,
          {
            vpcId: this.vpcId,
            availabilityZone: zone,
            cidrBlock: sixteenth(this.args.cidr, tiers[tier] + index),
            tags: { Name: `${this.label}-${tier}-${zone}` },
          },
          { parent: this },
        ),
    );
  }

  private routes(subnets: Record<Tier, aws.ec2.Subnet[]>): void {
    const gateway = new aws.ec2.InternetGateway(
      this.label,
      { vpcId: this.vpcId, tags: { Name: this.label } },
      { parent: this },
    );
    const open = this.table('public', { cidrBlock: '0.0.0.0/0', gatewayId: gateway.id });
    const nat = this.natGateways(subnets.public, gateway);
    const outward = this.args.zones.map((zone, index) =>
      this.table(`private-${zone}`, {
        cidrBlock: '0.0.0.0/0',
        natGatewayId: (nat[index] ?? nat[0])?.id,
      }),
    );
    const closed = this.table('data');
    this.associate('public', subnets.public, () => open);
    this.associate('private', subnets.private, index => outward[index] as aws.ec2.RouteTable);
    this.associate('data', subnets.data, () => closed);
    // Free of charge, and what goes there does not pass the NAT gateway: image layers in S3 above all.
    this.endpoint('s3', outward);
    this.endpoint('dynamodb', outward); //: table
  }

  private endpoint(service: string, tables: aws.ec2.RouteTable[]): void {
    new aws.ec2.VpcEndpoint(
      `${this.label}-${service}`,
      {
        vpcId: this.vpcId,
        serviceName: pulumi.interpolate`com.amazonaws.${aws.getRegionOutput().region}.${service}`,
        vpcEndpointType: 'Gateway',
        routeTableIds: tables.map(({ id }) => id),
        tags: { Name: `${this.label}-${service}` },
      },
      { parent: this },
    );
  }

  private natGateways(subnets: aws.ec2.Subnet[], gateway: aws.ec2.InternetGateway): aws.ec2.NatGateway[] {
    const { zones, singleNatGateway } = this.args;
    return subnets.slice(0, singleNatGateway ? 1 : zones.length).map((subnet, index) => {
      const name = `${this.label}-nat-${zones[index]}`;
      const address = new aws.ec2.Eip(
        name,
        { domain: 'vpc', tags: { Name: name } },
        { parent: this, dependsOn: [gateway] },
      );
      return new aws.ec2.NatGateway(
        name,
        { allocationId: address.id, subnetId: subnet.id, tags: { Name: `${this.label}-${zones[index]}` } },
        { parent: this },
      );
    });
  }

  private table(role: string, route?: aws.types.input.ec2.RouteTableRoute): aws.ec2.RouteTable {
    const name = `${this.label}-${role}`;
    return new aws.ec2.RouteTable(
      name,
      { vpcId: this.vpcId, routes: route ? [route] : [], tags: { Name: name } },
      { parent: this },
    );
  }

  private associate(
    tier: Tier,
    subnets: aws.ec2.Subnet[],
    tableOf: (index: number) => aws.ec2.RouteTable,
  ): void {
    subnets.forEach((subnet, index) => {
      new aws.ec2.RouteTableAssociation(
        `${this.label}-${tier}-${this.args.zones[index]}`,
        { subnetId: subnet.id, routeTableId: tableOf(index).id },
        { parent: this },
      );
    });
  }
}
