import type * as pulumi from '@pulumi/pulumi';

/** What a service needs to be asked: two target groups where it is replaced by its twin, one otherwise. */
export interface Route {
  targetGroupArns: pulumi.Output<string>[];
  listenerRuleArn: pulumi.Output<string>;
  /** What metrics call its target groups, by colour. */
  targetGroups: ReadonlyMap<string, pulumi.Output<string>>;
}
