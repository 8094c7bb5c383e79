import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { ofDocument } from '../conformance/stack.ts';
import { amazonStacks } from './amazon.ts';
import { azureStacks } from './azure.ts';
import { googleStacks } from './google.ts';
import type { Facts } from './planned.ts';

/** Documents, how Terraform is generated from them, and what they say of it. */
export interface Stack {
  readonly name: string;
  /** Puts the documents into a folder. */
  readonly layOut: (folder: string) => void;
  /** `generate-infra` and its options, but for the output. */
  readonly argv: readonly string[];
  /** By file of variables. */
  readonly facts: Readonly<Record<string, Facts>>;
  /** Which environment the older provider makes, and the zone of Route 53 that is there. */
  readonly older?: { readonly environment: string; readonly zone: string };
}

/** @param corpus the documents of others, where they are */
export const stacksOf = (project: string, corpus: string | undefined): readonly Stack[] => [
  orders(project),
  hostile,
  ...amazonStacks,
  ...googleStacks(project, texts),
  ...azureStacks(project, texts),
  ...(corpus !== undefined && existsSync(join(corpus, 'sdd')) ? [req02(corpus)] : []),
];

const zones = (...letters: readonly string[]): readonly { readonly availability_zone: string }[] =>
  letters.map(letter => ({ availability_zone: `us-east-1${letter}` }));

/** Examples/orders: ECS Fargate behind a load balancer, and EFS. */
const orders = (project: string): Stack => ({
  name: 'orders',
  layOut: folder => cpSync(join(project, 'examples', 'orders', 'docs'), folder, { recursive: true }),
  argv: [
    '--req',
    '07_REQ/REQ-01_orders_delivery.md',
    '--spec',
    '09_SPEC/SPEC-01_orders.yaml',
    '--cloud',
    'aws',
  ],
  facts: {
    'bootstrap/terraform.tfvars': {
      exactly: {
        aws_budgets_budget: ['120', '20', '40', '200'].map(limit_amount => ({
          limit_amount,
          limit_unit: 'USD',
          time_unit: 'MONTHLY',
          notification: [{ threshold: 80 }],
        })),
      },
    },
    'environments/dev.tfvars': ordersIn(1),
    'environments/staging.tfvars': ordersIn(2),
    'environments/prod.tfvars': ordersIn(4),
  },
  older: { environment: 'staging', zone: 'example.com' },
});

/** Sizes are those of the SPEC, which comes before the REQ; half a CPU has at least 1 GB there. */
const ordersIn = (replicas: number): Facts => ({
  exactly: {
    aws_vpc: [{ cidr_block: '10.20.0.0/16' }],
    aws_ecs_service: [{ name: 'orders', desired_count: replicas, launch_type: 'FARGATE' }],
    aws_ecs_task_definition: [{ cpu: '512', memory: '1024' }],
    aws_appautoscaling_target: [{ max_capacity: 6 }],
    aws_efs_file_system: [{ encrypted: true, lifecycle_policy: [{ transition_to_ia: 'AFTER_30_DAYS' }] }],
    aws_acm_certificate: [
      { key_algorithm: 'RSA_2048', ...(replicas === 4 && { domain_name: 'orders.example.com' }) },
    ],
    aws_db_instance: [],
    aws_sqs_queue: [],
  },
  among: {
    aws_subnet: zones('a', 'b'),
    aws_cloudwatch_log_group: [{ retention_in_days: 30 }],
  },
});

/** A REQ of others: ECS Fargate, RDS, S3, ElastiCache and SQS. */
const req02 = (corpus: string): Stack => ({
  name: 'REQ-02',
  layOut: folder => cpSync(join(corpus, 'sdd'), folder, { recursive: true }),
  argv: ['--req', 'REQ-02_deployment_requirements_example.md', '--cloud', 'aws'],
  facts: {
    'bootstrap/terraform.tfvars': {
      exactly: {
        aws_budgets_budget: ['200', '50', '100', '500'].map(limit_amount => ({
          limit_amount,
          notification: [{ threshold: 80 }],
        })),
      },
    },
    'environments/dev.tfvars': req02In(1, false),
    'environments/staging.tfvars': req02In(2, false),
    'environments/prod.tfvars': req02In(4, true),
  },
});

const day = 24 * 60 * 60;

const req02In = (replicas: number, isAvailable: boolean): Facts => ({
  exactly: {
    aws_vpc: [{ cidr_block: '10.0.0.0/16' }],
    aws_ecs_service: [{ name: 'web-service', desired_count: replicas, launch_type: 'FARGATE' }],
    aws_ecs_task_definition: [{ cpu: '2048', memory: '4096' }],
    aws_appautoscaling_target: [{ max_capacity: 10 }],
    aws_db_instance: [
      {
        engine: 'postgres',
        engine_version: '15.3',
        allocated_storage: 100,
        storage_encrypted: true,
        ...(isAvailable && { multi_az: true }),
      },
    ],
    aws_elasticache_replication_group: [{ engine: 'redis', at_rest_encryption_enabled: 'true' }],
    aws_acm_certificate: [
      { key_algorithm: 'RSA_2048', ...(isAvailable && { domain_name: 'api.example.com' }) },
    ],
  },
  among: {
    aws_subnet: isAvailable ? zones('a', 'b', 'c') : zones('a', 'b'),
    aws_sqs_queue: [{ message_retention_seconds: 14 * day, fifo_queue: false }],
    aws_s3_bucket_lifecycle_configuration: [{ rule: [{ expiration: [{ days: 90 }] }] }],
    aws_cloudwatch_log_group: [{ retention_in_days: 30 }],
    aws_secretsmanager_secret_rotation: [{ rotation_rules: [{ automatically_after_days: 30 }] }],
  },
});

/** Texts that mean something in Terraform, in JSON or to whoever quotes them. */
const texts = {
  TEMPLATE: '${path.module} %{ if true }x%{ endif } $${a} %%{b}',
  QUOTED: `"a" \\ 'b' \\n`,
  LINES: 'one\ntwo\r\tthree',
  HEREDOC: '<<EOT\nEOT\n',
  COMMENT: '# a // b /* c',
};

const hostile: Stack = {
  ...ofDocument(
    'texts full of templates',
    JSON.stringify({
      name: 'shop',
      language: 'node',
      port: 8080,
      image: { repository: 'registry.example.com/team/shop', tag: '1.0.0' },
      health: { live: '/health/live', ready: '/health/ready' },
      variables: texts,
      environments: { production: { strategy: 'blue-green', replicas: 3, regions: ['eu-central-1'] } },
    }),
  ),
  argv: ['--cloud', 'aws'],
  facts: {
    'environments/prod.tfvars': {
      exactly: {
        aws_ecs_task_definition: [
          {
            container_definitions: [
              { environment: Object.entries(texts).map(([name, value]) => ({ name, value })) },
            ],
          },
        ],
      },
    },
  },
};
