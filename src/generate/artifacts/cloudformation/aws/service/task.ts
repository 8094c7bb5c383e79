import { plain, type Text, text } from '../../../../../model/traced.ts';
import { Noted, type YamlEntries, type YamlNode, type YamlObject } from '../../../shared/yaml.ts';
import { logicalId } from '../logical-ids.ts';
import { attribute, type Entry, entriesOf, joined, namesIn, numberOf, ref, sub, textOf } from '../nodes.ts';
import { type Facts, fileSystemId, type MountFacts } from './facts.ts';

/** The log, and what a task of the service is. */
export const taskOf = (facts: Facts): YamlEntries =>
  joined(
    {
      LogGroup: new Noted(
        {
          Type: 'AWS::Logs::LogGroup',
          DeletionPolicy: 'Delete',
          UpdateReplacePolicy: 'Retain',
          Properties: {
            LogGroupName: sub(text`/\${Name}/${facts.name}`),
            KmsKeyId: ref('KmsKeyArn'),
            RetentionInDays: ref('LogRetentionDays'),
          },
        },
        { above: ['trivy:ignore:AVD-AWS-0017 the key is a parameter'] },
      ),
      TaskDefinition: new Noted(taskDefinition(facts), {
        above: ['trivy:ignore:AVD-AWS-0035 the volume tmp is on no file system'],
      }),
    },
    facts.mounts.map((mount): Entry => [accessPointId(mount.name), accessPointOf(facts.name, mount)]),
  );

const taskDefinition = (facts: Facts): YamlObject => ({
  Type: 'AWS::ECS::TaskDefinition',
  Properties: {
    Family: sub(text`\${Name}-${facts.name}`),
    RequiresCompatibilities: ['FARGATE'],
    NetworkMode: 'awsvpc',
    Cpu: textOf(facts.values.cpu),
    Memory: textOf(facts.values.memory),
    ExecutionRoleArn: attribute('ExecutionRole', 'Arn'),
    TaskRoleArn: attribute('TaskRole', 'Arn'),
    RuntimePlatform: {
      OperatingSystemFamily: 'LINUX',
      CpuArchitecture: textOf(facts.values.architecture),
    },
    ContainerDefinitions: [containerOf(facts)],
    Volumes: [{ Name: 'tmp' }, ...facts.mounts.map(volumeOf)],
  },
});

function containerOf({ name, values, port, secrets, addresses, mounts }: Facts): YamlNode {
  const command = namesIn(values.command);
  return {
    Name: name,
    Image: ref('Image'),
    Essential: true,
    Command: command.length > 0 ? command : undefined,
    User: values.user === null ? undefined : textOf(values.user),
    ReadonlyRootFilesystem: true,
    StopTimeout: numberOf(values.stop_seconds),
    LinuxParameters: { InitProcessEnabled: true },
    PortMappings:
      port === null
        ? undefined
        : [{ Name: 'http', ContainerPort: numberOf(port), HostPort: numberOf(port), Protocol: 'tcp' }],
    Environment: [
      ...entriesOf(values.environment).map(([key, value]) => ({ Name: key, Value: textOf(value) })),
      ...addresses.map(({ variable, parameter }) => ({ Name: variable, Value: ref(parameter) })),
    ],
    Secrets: secrets.length > 0 ? secrets.map(secretOf) : undefined,
    MountPoints: [
      { SourceVolume: 'tmp', ContainerPath: '/tmp', ReadOnly: false },
      ...mounts.map(mount => ({ SourceVolume: mount.name, ContainerPath: mount.path, ReadOnly: false })),
    ],
    LogConfiguration: {
      LogDriver: 'awslogs',
      Options: {
        'awslogs-group': ref('LogGroup'),
        'awslogs-region': ref('AWS::Region'),
        'awslogs-stream-prefix': name,
      },
    },
  };
}

/** A key of the secret is called as the variable that gets its value. */
const secretOf = (variable: Text): YamlNode => ({
  Name: variable,
  ValueFrom: { 'Fn::Join': ['', [ref('SecretArn'), text`:${variable}::`]] },
});

const volumeOf = ({ name, fileSystem }: MountFacts): YamlNode => ({
  Name: name,
  EFSVolumeConfiguration: {
    FilesystemId: ref(text`${fileSystemId(fileSystem)}Id`),
    TransitEncryption: 'ENABLED',
    AuthorizationConfig: { AccessPointId: ref(accessPointId(name)), IAM: 'ENABLED' },
  },
});

const accessPointId = (mount: Text): Text => logicalId('Folder', mount);

/** Each mount sees its own folder only. */
const accessPointOf = (service: Text, { name, fileSystem, uid, gid }: MountFacts): YamlNode => ({
  Type: 'AWS::EFS::AccessPoint',
  Properties: {
    FileSystemId: ref(text`${fileSystemId(fileSystem)}Id`),
    PosixUser: { Uid: textOf(uid), Gid: textOf(gid) },
    RootDirectory: {
      Path: text`/${service}-${name}`,
      CreationInfo: { OwnerUid: textOf(uid), OwnerGid: textOf(gid), Permissions: '0750' },
    },
    AccessPointTags: [{ Key: 'Name', Value: sub(text`\${Name}-${plain(service)}-${name}`) }],
  },
});
