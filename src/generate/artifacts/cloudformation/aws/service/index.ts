/** The template of one service: its task, who may do what, its rollout, its scaling, its alarms. */

import { text } from '../../../../../model/traced.ts';
import type { YamlNode } from '../../../shared/yaml.ts';
import { joined } from '../nodes.ts';
import { alarmsOf } from './alarms.ts';
import type { Facts } from './facts.ts';
import { networkOf } from './network.ts';
import { conditionsOf, parametersOf } from './parameters.ts';
import { rolesOf } from './roles.ts';
import { rolloutOf } from './rollout.ts';
import { scalingOf } from './scaling.ts';
import { taskOf } from './task.ts';

export { type Facts, factsOf, fileSystemIds } from './facts.ts';
export { usedOutputs } from './parameters.ts';

export const serviceTemplate = (facts: Facts): YamlNode => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: text`${facts.name} on ECS Fargate`,
  Parameters: parametersOf(facts),
  Conditions: conditionsOf(facts),
  Resources: joined(
    taskOf(facts),
    rolloutOf(facts),
    scalingOf(facts),
    networkOf(facts),
    rolesOf(facts),
    alarmsOf(facts),
  ),
  Outputs: {
    ServiceName: { Description: 'Name in the cluster.', Value: { 'Fn::GetAtt': ['Service', 'Name'] } },
    TaskDefinitionArn: { Description: 'First revision of the task.', Value: { Ref: 'TaskDefinition' } },
    LogGroup: { Description: 'Where the log is.', Value: { Ref: 'LogGroup' } },
  },
});
