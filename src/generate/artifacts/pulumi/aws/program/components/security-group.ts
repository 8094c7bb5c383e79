import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface SecurityGroupArgs {
  description: string;
  vpcId: pulumi.Input<string>;
}

export interface Client {
  name: string;
  securityGroupId: pulumi.Input<string>;
}

/** Who may connect to whom; without a rule, nobody to nobody. */
export class SecurityGroup extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;

  constructor(
    private readonly label: string,
    args: SecurityGroupArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('stack:SecurityGroup', label, {}, options);
    this.id = new aws.ec2.SecurityGroup(
      label,
      { ...args, tags: { Name: label } },
      { parent: this, ignoreChanges: ['ingress', 'egress'] },
    ).id;
    this.registerOutputs();
  }

  /** Lets clients connect to a port, and says so in their groups too. */
  allow(port: number, clients: Client[], what: string, from = 'From'): void {
    for (const { name, securityGroupId } of clients) {
      const rule = { ipProtocol: 'tcp', fromPort: port, toPort: port };
      new aws.vpc.SecurityGroupIngressRule(
        `${this.label}-from-${name}`,
        {
          ...rule,
          securityGroupId: this.id,
          description: `${from} ${name}`,
          referencedSecurityGroupId: securityGroupId,
        },
        { parent: this },
      );
      new aws.vpc.SecurityGroupEgressRule(
        `${name}-to-${this.label}`,
        {
          ...rule,
          securityGroupId,
          description: `To ${what}`,
          referencedSecurityGroupId: this.id,
        },
        { parent: this },
      );
    }
  }

  /** Requests from a group that has rules of its own for what it asks. */
  allowFrom(port: number, securityGroupId: pulumi.Input<string>, description: string): void {
    new aws.vpc.SecurityGroupIngressRule(
      `${this.label}-requests`,
      {
        securityGroupId: this.id,
        description,
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        referencedSecurityGroupId: securityGroupId,
      },
      { parent: this },
    );
  }

  allowFromEverywhere(port: number, description: string): void {
    new aws.vpc.SecurityGroupIngressRule(
      `${this.label}-port-${port}`,
      {
        securityGroupId: this.id,
        description,
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        cidrIpv4: '0.0.0.0/0',
      },
      { parent: this },
    );
  }

  allowTo(port: number, cidrIpv4: pulumi.Input<string>, description: string): void {
    new aws.vpc.SecurityGroupEgressRule(
      `${this.label}-to-port-${port}`,
      { securityGroupId: this.id, description, ipProtocol: 'tcp', fromPort: port, toPort: port, cidrIpv4 },
      { parent: this },
    );
  }
}
