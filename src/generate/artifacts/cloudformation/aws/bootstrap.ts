/** What stands before every environment and outlives them: where templates lie, the images, the budgets. */
import { type Text, text } from '../../../../model/traced.ts';
import { bootstrapValues } from '../../shared/aws/bootstrap.ts';
import type { HclObject } from '../../shared/hcl.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import { Noted, type YamlEntries, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { logicalId } from './logical-ids.ts';
import {
  attribute,
  type Entry,
  entriesOf,
  isSaid,
  joined,
  namesIn,
  numberOf,
  objectOf,
  ref,
  sub,
  textOf,
} from './nodes.ts';

export function bootstrapTemplate(stack: Stack, parts: ReadonlySet<Part>): YamlNode {
  const values = bootstrapValues(stack, parts);
  const hasBudgets = parts.has('budgets');
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: text`What outlives the environments of ${stack.project}`,
    Parameters: hasBudgets
      ? { BudgetEmail: { Type: 'String', Default: '', Description: 'Address that is told of budgets.' } }
      : undefined,
    Conditions: hasBudgets ? { HasBudgetEmail: isSaid('BudgetEmail') } : undefined,
    Resources: joined(
      key(stack.project),
      templateBucket(stack.project),
      namesIn(values.repositories).map(repositoryOf),
      hasBudgets ? budgets(stack.project, values) : {},
    ),
    Outputs: joined(
      { TemplateBucket: { Description: 'Bucket of the templates.', Value: ref('TemplateBucket') } },
      namesIn(values.repositories).map(
        (name): Entry => [
          text`${logicalId('Repository', name)}Uri`,
          {
            Description: text`Where the image ${name} is pushed.`,
            Value: attribute(logicalId('Repository', name), 'RepositoryUri'),
          },
        ],
      ),
    ),
  };
}

/** Kept whatever happens to the stack. */
const kept = (type: string, properties: YamlObject, ...notes: readonly string[]): YamlObject => ({
  Type: type,
  DeletionPolicy: new Noted('Retain', { above: notes }),
  UpdateReplacePolicy: 'Retain',
  Properties: properties,
});

const ofThisAccount: YamlObject = { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } };

const policy = (...statements: readonly YamlNode[]): YamlNode => ({
  Version: '2012-10-17',
  Statement: statements,
});

const key = (project: Text): YamlObject => ({
  Key: kept('AWS::KMS::Key', {
    Description: text`Templates and images of ${project}`,
    EnableKeyRotation: true,
    PendingWindowInDays: 30,
    KeyPolicy: policy(
      {
        Sid: 'Administration',
        Effect: 'Allow',
        Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'Budgets',
        Effect: 'Allow',
        Principal: { Service: 'budgets.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
        Condition: ofThisAccount,
      },
    ),
  }),
  KeyAlias: {
    Type: 'AWS::KMS::Alias',
    Properties: { AliasName: text`alias/${project}-bootstrap`, TargetKeyId: ref('Key') },
  },
});

const templateBucket = (project: Text): YamlObject => ({
  TemplateBucket: new Noted(bucketOf(project), {
    above: ['trivy:ignore:AVD-AWS-0089 who changes templates is in CloudTrail'],
  }),
  TemplateBucketPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: ref('TemplateBucket'),
      PolicyDocument: policy({
        Sid: 'EncryptedConnectionsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [attribute('TemplateBucket', 'Arn'), sub('${TemplateBucket.Arn}/*')],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    },
  },
});

const bucketOf = (project: Text): YamlObject =>
  kept(
    'AWS::S3::Bucket',
    {
      BucketName: sub(text`${project}-cloudformation-\${AWS::AccountId}`),
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: attribute('Key', 'Arn'),
            },
          },
        ],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'old-versions',
            Status: 'Enabled',
            NoncurrentVersionExpiration: { NoncurrentDays: 90, NewerNoncurrentVersions: 20 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          },
        ],
      },
    },
    'checkov:skip=CKV_AWS_18:who changes templates is in CloudTrail',
  );

/** An image is built once and goes through all environments: it belongs to none of them. */
const repositoryOf = (name: Text): Entry => [
  logicalId('Repository', name),
  kept('AWS::ECR::Repository', {
    RepositoryName: name,
    ImageTagMutability: 'IMMUTABLE',
    ImageScanningConfiguration: { ScanOnPush: true },
    EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: attribute('Key', 'Arn') },
    LifecyclePolicy: {
      LifecyclePolicyText: new Noted(JSON.stringify({ rules: imageRules }), {
        above: ['What has no tag was never finished; a rollback goes back a hundred versions at most.'],
      }),
    },
  }),
];

const imageRules = [
  {
    rulePriority: 1,
    description: 'What has no tag was never finished',
    selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
    action: { type: 'expire' },
  },
  {
    rulePriority: 2,
    description: 'A rollback goes back a hundred versions at most',
    selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 100 },
    action: { type: 'expire' },
  },
];

const budgets = (project: Text, values: HclObject): YamlEntries =>
  joined(
    entriesOf(values.budgets).map(
      ([name, said]): Entry => [logicalId('Budget', name), budgetOf(project, name, objectOf(said))],
    ),
    budgetTopic(project),
  );

const budgetTopic = (project: Text): YamlObject => ({
  BudgetTopic: {
    Type: 'AWS::SNS::Topic',
    Properties: { TopicName: text`${project}-budgets`, KmsMasterKeyId: attribute('Key', 'Arn') },
  },
  BudgetTopicPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [ref('BudgetTopic')],
      PolicyDocument: policy({
        Effect: 'Allow',
        Principal: { Service: 'budgets.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: ref('BudgetTopic'),
        Condition: ofThisAccount,
      }),
    },
  },
  BudgetSubscription: {
    Type: 'AWS::SNS::Subscription',
    Condition: 'HasBudgetEmail',
    Properties: { TopicArn: ref('BudgetTopic'), Protocol: 'email', Endpoint: ref('BudgetEmail') },
  },
});

/** AWS tells of what is spent, and of what will be. */
function budgetOf(project: Text, name: Text, said: HclObject): YamlNode {
  const services = namesIn(said.services);
  return {
    Type: 'AWS::Budgets::Budget',
    DependsOn: 'BudgetTopicPolicy',
    Properties: {
      Budget: {
        BudgetName: text`${project}-${name}`,
        BudgetType: 'COST',
        TimeUnit: 'MONTHLY',
        BudgetLimit: { Amount: numberOf(said.monthly), Unit: textOf(said.currency) },
        CostFilters: {
          TagKeyValue: [text`user:Project$${project}`],
          ...(services.length > 0 ? { Service: services } : {}),
        },
      },
      NotificationsWithSubscribers: [
        notification('ACTUAL', numberOf(said.alert_percent)),
        notification('FORECASTED', 100),
      ],
    },
  };
}

/** Told when so many percent are spent, or will be. */
const notification = (type: string, threshold: YamlNode): YamlNode => ({
  Notification: {
    NotificationType: type,
    ComparisonOperator: 'GREATER_THAN',
    Threshold: threshold,
    ThresholdType: 'PERCENTAGE',
  },
  Subscribers: [{ SubscriptionType: 'SNS', Address: ref('BudgetTopic') }],
});
