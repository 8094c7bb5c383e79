/** What stands before every environment and outlives them: where their state is kept, the images, the budgets. */
import * as pulumi from '@pulumi/pulumi';
import { Bucket } from '../components/bucket';
import { type BudgetConfig, Budgets } from '../components/budgets'; //: budgets
import { Encryption, publishing } from '../components/encryption';
import { Repositories } from '../components/repositories'; //: registry

const settings = new pulumi.Config();
const project = settings.require('project');
const name = `${project}-bootstrap`;

const { keyArn } = new Encryption(name, {
  description: `State and images of ${project}`,
  protect: true,
  statements: [publishing('Budgets', ['budgets.amazonaws.com'])],
});

const state = new Bucket(`${project}-pulumi-state`, {
  name: `${project}-pulumi-state`,
  protect: true,
  keyArn,
  rule: {
    id: 'old-versions',
    noncurrentVersionExpiration: { noncurrentDays: 90, newerNoncurrentVersions: 20 },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
  },
});

//: registry
const repositories = new Repositories(name, {
  names: settings.requireObject<string[]>('repositories'),
  keyArn,
});

//: end
//: budgets
new Budgets(name, {
  project,
  budgets: settings.requireObject<Record<string, BudgetConfig>>('budgets'),
  emails: settings.requireObject<string[]>('budgetEmails'),
  keyArn,
});

//: end
/** Bucket of the state: `pulumi login s3://…`. */
export const stateBucket = state.bucket;
/** Key that encrypts what is secret in the settings: `pulumi stack init --secrets-provider …`. */
export const secretsProvider = `awskms://alias/${name}`;
//: registry
/** Where each image is pushed. */
export const repositoryUrls = repositories.urls;
//: end
