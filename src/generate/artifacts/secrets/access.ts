/** Who may do what with which secret, in the words of each store: nobody gets more than one environment of one service. */
import { type Text, text } from '../../../model/traced.ts';
import { vaultMount } from '../shared/secrets/store.ts';
import { shellComment } from '../shared/shell.ts';
import { generatedLine } from '../shared/text.ts';
import type { YamlNode } from '../shared/yaml.ts';
import type { SecretPlace } from './place.ts';

/** https://developer.hashicorp.com/vault/docs/concepts/policies */
export function vaultReader(place: SecretPlace): readonly Text[] {
  const { service, environment } = place;
  return [
    generatedLine,
    shellComment(text`Reads the values of ${service.name} in ${environment.name}, and nothing else.`),
    ...rules(place, [['data', '"read"']]),
  ];
}

/** Whoever puts new values in and looks how old they are need not see them. */
export function vaultWriter(place: SecretPlace): readonly Text[] {
  const { service, environment } = place;
  return [
    generatedLine,
    shellComment(text`Puts values of ${service.name} in ${environment.name}, and reads none.`),
    ...rules(place, [
      ['data', '"create", "update"'],
      ['metadata', '"read"'],
    ]),
  ];
}

const rules = (
  { service, secrets }: SecretPlace,
  grants: readonly (readonly [part: string, capabilities: string])[],
): readonly Text[] =>
  secrets.flatMap(({ name }) =>
    grants.flatMap(([part, capabilities]) => [
      '',
      text`path "${vaultMount(service)}/${part}/${name}" {`,
      `  capabilities = [${capabilities}]`,
      '}',
    ]),
  );

/**
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html: an ARN ends with six
 * characters that AWS chooses, and a star would let in longer names too.
 */
export const awsPolicy = ({ region, secrets }: SecretPlace): YamlNode => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ReadOwnSecrets',
      Effect: 'Allow',
      Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      Resource: secrets.map(({ name }) => text`arn:aws:secretsmanager:${region}:*:secret:${name}-??????`),
      Condition: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
        StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' },
      },
    },
  ],
});
