/** Who may do what: what starts a task, and the task itself. */
import { type Text, text } from '../../../../../model/traced.ts';
import type { YamlNode, YamlObject } from '../../../shared/yaml.ts';
import { attribute, ref, sub, textOf } from '../nodes.ts';
import type { StoreKind } from '../stores.ts';
import { type Facts, fileSystemIds, type UsedStore } from './facts.ts';

export const rolesOf = (facts: Facts): YamlObject => ({
  ExecutionRole: role('Starts tasks: pulls the image, reads the secrets, opens the log', {
    'start-tasks': startStatements(facts),
  }),
  TaskRole: role('What the tasks may do: nothing, unless a resource is named', {
    'use-resources': useStatements(facts),
  }),
});

/** A policy without a statement is none. */
const role = (description: string, policies: Readonly<Record<string, readonly YamlNode[]>>): YamlNode => {
  const inline = Object.entries(policies).filter(([, statements]) => statements.length > 0);
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      Description: description,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      Policies:
        inline.length === 0
          ? undefined
          : inline.map(([name, statements]) => ({
              PolicyName: name,
              PolicyDocument: { Version: '2012-10-17', Statement: statements },
            })),
    },
  };
};

const allow = (actions: readonly string[], resources: readonly YamlNode[]): YamlNode => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
});

function startStatements({ values, secrets }: Facts): readonly YamlNode[] {
  const repository = values.repository ?? null;
  return [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [attribute('LogGroup', 'Arn')]),
    ...(repository === null
      ? []
      : [
          // A token is for a whole registry: this action takes no resource.
          allow(['ecr:GetAuthorizationToken'], ['*']),
          allow(
            ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
            [
              {
                'Fn::Join': [
                  '',
                  [
                    sub('arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/'),
                    textOf(repository),
                  ],
                ],
              },
            ],
          ),
        ]),
    ...(secrets.length === 0
      ? []
      : [
          allow(['secretsmanager:GetSecretValue'], [ref('SecretArn')]),
          allow(['kms:Decrypt'], [ref('KmsKeyArn')]),
        ]),
  ];
}

const messages = [
  'SendMessage',
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
];

const items = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'Scan',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'ConditionCheckItem',
  'DescribeTable',
];

const withKey: YamlNode = allow(['kms:Decrypt', 'kms:GenerateDataKey'], [ref('KmsKeyArn')]);

const uses: Readonly<Record<StoreKind, (id: Text) => readonly YamlNode[]>> = {
  // Who connects to a database has its password, which is a secret.
  databases: () => [],
  caches: id => [allow(['elasticache:Connect'], [ref(text`${id}Arn`), ref(text`${id}UserArn`)])],
  tables: id => [
    allow(
      items.map(action => `dynamodb:${action}`),
      [ref(text`${id}Arn`)],
    ),
    withKey,
  ],
  queues: id => [
    allow(
      messages.map(action => `sqs:${action}`),
      [ref(text`${id}Arn`)],
    ),
    withKey,
  ],
  buckets: id => [
    allow(['s3:ListBucket'], [ref(text`${id}Arn`)]),
    allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], [sub(text`\${${id}Arn}/*`)]),
    withKey,
  ],
};

const useStatements = (facts: Facts): readonly YamlNode[] => [
  ...withoutDoubles(facts.stores),
  ...fileSystemIds(facts).map(id =>
    allow(['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'], [ref(text`${id}Arn`)]),
  ),
];

/** The key is said once. */
const withoutDoubles = (stores: readonly UsedStore[]): readonly YamlNode[] => [
  ...new Set(stores.flatMap(({ kind, id }) => uses[kind](id))),
];
