import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { allow, assumedBy, type Permission, policy } from './policy';

const tasks = 'ecs-tasks.amazonaws.com';

export interface ExecutionArgs {
  logGroupArns: pulumi.Output<string>[];
  repositoryArns?: pulumi.Output<string>[];
  secretArns?: pulumi.Output<string>[];
  keyArn: pulumi.Input<string>;
}

/** What starts tasks: pulls the image, reads the secrets, opens the log. */
export function executionRole(
  name: string,
  { logGroupArns, repositoryArns = [], secretArns = [], keyArn }: ExecutionArgs,
  options: pulumi.CustomResourceOptions,
): { role: aws.iam.Role; policy: aws.iam.RolePolicy } {
  const role = new aws.iam.Role(
    `${name}-execution`,
    { description: `Starts the tasks of ${name}`, assumeRolePolicy: assumedBy(tasks) },
    options,
  );
  const statements = [
    allow(
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      logGroupArns.map(arn => pulumi.interpolate`${arn}:*`),
    ),
    ...(repositoryArns.length === 0
      ? []
      : [
          // A token is for a whole registry: this action takes no resource.
          allow(['ecr:GetAuthorizationToken'], ['*']),
          allow(
            ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
            repositoryArns,
          ),
        ]),
    ...(secretArns.length === 0
      ? []
      : [allow(['secretsmanager:GetSecretValue'], secretArns), allow(['kms:Decrypt'], [keyArn])]),
  ];
  return {
    role,
    policy: new aws.iam.RolePolicy(
      `${name}-execution`,
      { name: 'start-tasks', role: role.id, policy: policy(statements) },
      options,
    ),
  };
}

/** What a service may do itself: nothing, unless a resource is named. */
export function taskRole(
  stack: string,
  name: string,
  permissions: Permission[],
  options: pulumi.CustomResourceOptions,
): aws.iam.Role {
  const role = new aws.iam.Role(
    `${name}-task`,
    { description: `What ${name} of ${stack} may do`, assumeRolePolicy: assumedBy(tasks) },
    options,
  );
  if (permissions.length > 0)
    new aws.iam.RolePolicy(
      `${name}-task`,
      {
        name: 'use-resources',
        role: role.id,
        policy: policy(permissions.map(({ actions, resources }) => allow(actions, resources))),
      },
      options,
    );
  return role;
}

/** Moves the traffic between two target groups. */
export function trafficRole(
  name: string,
  options: pulumi.CustomResourceOptions,
): { role: aws.iam.Role; attachment: aws.iam.RolePolicyAttachment } {
  const role = new aws.iam.Role(
    `${name}-traffic`,
    {
      description: `Moves the traffic of ${name} to new versions`,
      assumeRolePolicy: assumedBy('ecs.amazonaws.com'),
    },
    options,
  );
  const { partition } = aws.getPartitionOutput();
  const attachment = new aws.iam.RolePolicyAttachment(
    `${name}-traffic`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers`,
    },
    options,
  );
  return { role, attachment };
}
