import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { policy } from './policy';

export interface BudgetConfig {
  /** What may be spent in a month, in the currency of the account. */
  monthly: number;
  currency: string;
  alertPercent: number;
  /** As the bill calls them; none means all. */
  services: string[];
}

export interface BudgetsArgs {
  /** Value of the tag Project of what is counted. */
  project: string;
  /** By what is paid for. */
  budgets: Record<string, BudgetConfig>;
  emails: string[];
  keyArn: pulumi.Input<string>;
}

/** AWS tells of what is spent, and of what will be. */
export class Budgets extends pulumi.ComponentResource {
  constructor(
    label: string,
    private readonly args: BudgetsArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('stack:Budgets', label, {}, options);
    const topicArn = this.topic(`${args.project}-budgets`);
    for (const [name, budget] of Object.entries(args.budgets)) this.budget(name, budget, topicArn);
    this.registerOutputs();
  }

  private budget(name: string, budget: BudgetConfig, topicArn: pulumi.Output<string>): void {
    const { project } = this.args;
    const notification = (notificationType: string, threshold: number) => ({
      notificationType,
      comparisonOperator: 'GREATER_THAN',
      threshold,
      thresholdType: 'PERCENTAGE',
      subscriberSnsTopicArns: [topicArn],
    });
    new aws.budgets.Budget(
      `${project}-${name}`,
      {
        name: `${project}-${name}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        limitAmount: String(budget.monthly),
        limitUnit: budget.currency,
        costFilters: [
          { name: 'TagKeyValue', values: [`user:Project$${project}`] },
          ...(budget.services.length > 0 ? [{ name: 'Service', values: budget.services }] : []),
        ],
        notifications: [notification('ACTUAL', budget.alertPercent), notification('FORECASTED', 100)],
      },
      { parent: this },
    );
  }

  private topic(name: string): pulumi.Output<string> {
    const { emails, keyArn } = this.args;
    const { arn } = new aws.sns.Topic(name, { name, kmsMasterKeyId: keyArn }, { parent: this });
    new aws.sns.TopicPolicy(
      name,
      {
        arn,
        policy: policy([
          {
            Effect: 'Allow',
            Principal: { Service: 'budgets.amazonaws.com' },
            Action: 'SNS:Publish',
            Resource: arn,
            Condition: { StringEquals: { 'aws:SourceAccount': aws.getCallerIdentityOutput().accountId } },
          },
        ]),
      },
      { parent: this },
    );
    for (const endpoint of new Set(emails))
      new aws.sns.TopicSubscription(endpoint, { topic: arn, protocol: 'email', endpoint }, { parent: this });
    return arn;
  }
}
