import * as pulumi from '@pulumi/pulumi';

type Resource = pulumi.Input<string> | pulumi.Input<string>[];

/** One statement of a policy, with values that may be known only later. */
export interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: pulumi.Input<string> | Record<string, pulumi.Input<string> | string[]>;
  Action: string | string[];
  Resource?: Resource;
  Condition?: Record<string, Record<string, pulumi.Input<string>>>;
}

export interface Permission {
  actions: string[];
  resources: pulumi.Input<string>[];
}

export const policy = (statements: Statement[]): pulumi.Output<string> =>
  pulumi.jsonStringify({ Version: '2012-10-17', Statement: statements });

export const allow = (actions: string[], resource: Resource): Statement => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resource,
});

/** Who may take on a role. */
export const assumedBy = (service: string): pulumi.Output<string> =>
  policy([{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }]);

/** Nothing is asked over a connection that others can read. */
export const encryptedConnectionsOnly = (
  action: string,
  resource: Resource,
  principal: Statement['Principal'] = '*',
): Statement => ({
  Sid: 'EncryptedConnectionsOnly',
  Effect: 'Deny',
  Principal: principal,
  Action: action,
  Resource: resource,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});
