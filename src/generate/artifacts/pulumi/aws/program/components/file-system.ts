import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Network } from './network';
import { encryptedConnectionsOnly, policy } from './policy';
import { type Client, SecurityGroup } from './security-group';

export interface Mount {
  /** Of all that mount it. */
  name: string;
  uid: number;
  gid: number;
}

export interface FileSystemArgs {
  network: Network;
  keyArn: pulumi.Input<string>;
  protect: boolean;
  mounts: Mount[];
  clients: Client[];
}

const nfs = 2049;

/** Files that several tasks share and that outlive them; each mount sees its own folder only. */
export class FileSystem extends pulumi.ComponentResource {
  readonly fileSystemId: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly accessPointIds: ReadonlyMap<string, pulumi.Output<string>>;

  constructor(
    private readonly label: string,
    private readonly args: FileSystemArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('stack:FileSystem', label, {}, options);
    const files = new aws.efs.FileSystem(
      label,
      {
        creationToken: label,
        encrypted: true,
        kmsKeyId: args.keyArn,
        throughputMode: 'elastic',
        lifecyclePolicies: [
          { transitionToIa: 'AFTER_30_DAYS' },
          { transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' },
        ],
        tags: { Name: label },
      },
      { parent: this, protect: args.protect },
    );
    this.fileSystemId = files.id;
    this.arn = files.arn;
    new aws.efs.BackupPolicy(
      label,
      { fileSystemId: files.id, backupPolicy: { status: 'ENABLED' } },
      { parent: this },
    );
    new aws.efs.FileSystemPolicy(
      label,
      {
        fileSystemId: files.id,
        policy: policy([encryptedConnectionsOnly('*', files.arn, { AWS: '*' })]),
      },
      { parent: this },
    );
    this.targets();
    this.accessPointIds = new Map(args.mounts.map(mount => [mount.name, this.accessPoint(mount)]));
    this.registerOutputs();
  }

  /** One in each zone. */
  private targets(): void {
    const { network, clients } = this.args;
    const group = new SecurityGroup(
      this.label,
      { description: `File system ${this.label}`, vpcId: network.vpcId },
      { parent: this },
    );
    group.allow(nfs, clients, `the files ${this.label}`, 'NFS from');
    network.subnetIds.private.forEach((subnetId, index) => {
      new aws.efs.MountTarget(
        `${this.label}-${index}`,
        { fileSystemId: this.fileSystemId, subnetId, securityGroups: [group.id] },
        { parent: this },
      );
    });
  }

  private accessPoint({ name, uid, gid }: Mount): pulumi.Output<string> {
    return new aws.efs.AccessPoint(
      `${this.label}-${name}`,
      {
        fileSystemId: this.fileSystemId,
        posixUser: { uid, gid },
        rootDirectory: {
          path: `/${name}`,
          creationInfo: { ownerUid: uid, ownerGid: gid, permissions: '0750' },
        },
        tags: { Name: `${this.label}-${name}` },
      },
      { parent: this },
    ).id;
  }
}
