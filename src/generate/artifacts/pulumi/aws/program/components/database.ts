import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { DatabaseConfig } from '../config';
import type { Network } from './network';
import { assumedBy } from './policy';
import { type Client, SecurityGroup } from './security-group';

export interface DatabaseArgs extends DatabaseConfig {
  network: Network;
  keyArn: pulumi.Input<string>;
  protect: boolean;
  clients: Client[];
}

interface Engine {
  port: number;
  logs: string[];
  parameters: Record<string, string>;
  /** How much of its version names a family of parameters. */
  familyParts: number;
}

const relatives = {
  port: 3306,
  logs: ['error', 'slowquery'],
  parameters: { require_secure_transport: 'ON', slow_query_log: '1', long_query_time: '1' },
  familyParts: 2,
};

const engines: Record<DatabaseConfig['engine'], Engine> = {
  postgres: {
    port: 5432,
    logs: ['postgresql', 'upgrade'],
    parameters: {
      'rds.force_ssl': '1',
      log_statement: 'ddl',
      log_min_duration_statement: '1000',
    },
    familyParts: 1,
  },
  mysql: relatives,
  mariadb: relatives,
};

/** A relational database in the data subnets. Its password is made and turned by RDS itself and never seen here. */
export class Database extends pulumi.ComponentResource {
  readonly identifier: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
  readonly secretArn: pulumi.Output<string>;
  readonly databaseName: string;
  readonly storageGb: number;

  constructor(
    private readonly label: string,
    private readonly args: DatabaseArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('stack:Database', label, {}, options);
    const engine = engines[args.engine];
    const group = new SecurityGroup(
      label,
      { description: `Database ${label}`, vpcId: args.network.vpcId },
      { parent: this },
    );
    group.allow(engine.port, args.clients, `the database ${label}`);
    const instance = this.instance(engine, group.id);
    this.identifier = instance.identifier;
    this.host = instance.address;
    this.port = instance.port;
    this.databaseName = args.databaseName;
    this.storageGb = args.storageGb;
    this.secretArn = instance.masterUserSecrets.apply(secrets => {
      const arn = secrets[0]?.secretArn;
      if (arn === undefined) throw new Error(`database ${label}: RDS keeps no secret of its user`);
      return arn;
    });
    // The secret is RDS's; how often its value is turned is ours.
    new aws.secretsmanager.SecretRotation(
      label,
      { secretId: this.secretArn, rotationRules: { automaticallyAfterDays: args.rotationDays } },
      { parent: this },
    );
    this.registerOutputs();
  }

  private instance(engine: Engine, securityGroupId: pulumi.Output<string>): aws.rds.Instance {
    const { args, label } = this;
    return new aws.rds.Instance(
      label,
      {
        identifier: label,
        engine: args.engine,
        engineVersion: args.engineVersion,
        autoMinorVersionUpgrade: true,
        instanceClass: args.instanceClass,
        parameterGroupName: this.parameters(engine).name,
        caCertIdentifier: 'rds-ca-rsa2048-g1',

        storageType: 'gp3',
        allocatedStorage: args.storageGb,
        maxAllocatedStorage: args.storageGb * 2,
        storageEncrypted: true,
        kmsKeyId: args.keyArn,

        dbName: args.databaseName,
        username: args.userName,
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: args.keyArn,
        iamDatabaseAuthenticationEnabled: true,

        multiAz: args.multiAz,
        dbSubnetGroupName: this.subnets().name,
        vpcSecurityGroupIds: [securityGroupId],
        publiclyAccessible: false,

        backupRetentionPeriod: args.backupRetentionDays,
        backupWindow: '02:00-03:00',
        maintenanceWindow: 'sun:03:30-sun:04:30',
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: !args.protect,
        deletionProtection: args.protect,
        finalSnapshotIdentifier: `${label}-final`,
        skipFinalSnapshot: !args.protect,

        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: args.keyArn,
        monitoringInterval: 60,
        monitoringRoleArn: this.monitoringRole(),
        enabledCloudwatchLogsExports: engine.logs,
      },
      { parent: this, protect: args.protect },
    );
  }

  private parameters({ parameters, familyParts }: Engine): aws.rds.ParameterGroup {
    const { engine, engineVersion } = this.args;
    return new aws.rds.ParameterGroup(
      this.label,
      {
        family: `${engine}${engineVersion.split('.').slice(0, familyParts).join('.')}`,
        parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
      },
      { parent: this },
    );
  }

  private subnets(): aws.rds.SubnetGroup {
    return new aws.rds.SubnetGroup(
      this.label,
      { name: this.label, subnetIds: this.args.network.subnetIds.data },
      { parent: this },
    );
  }

  private monitoringRole(): pulumi.Output<string> {
    const role = new aws.iam.Role(
      `${this.label}-monitoring`,
      {
        description: `Reports what the machine of ${this.label} does`,
        assumeRolePolicy: assumedBy('monitoring.rds.amazonaws.com'),
      },
      { parent: this },
    );
    const { partition } = aws.getPartitionOutput();
    new aws.iam.RolePolicyAttachment(
      `${this.label}-monitoring`,
      {
        role: role.name,
        policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
      },
      { parent: this },
    );
    return role.arn;
  }
}
