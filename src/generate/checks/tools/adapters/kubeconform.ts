import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { kubernetesVersion } from '../catalogue.ts';
import { type Adapter, below, printed } from './adapter.ts';

const output = v.object({
  resources: v.array(
    v.object({
      filename: v.string(),
      kind: v.string(),
      name: v.string(),
      status: v.string(),
      msg: v.string(),
    }),
  ),
});

/** Linkerd publishes its definitions in no module: where nobody has brought their schemas, its objects are passed over. */
const unpublished = (schemas: string): readonly string[] =>
  existsSync(`${schemas}/policy.linkerd.io`)
    ? []
    : [
        '-skip',
        'policy.linkerd.io/v1beta3/Server,policy.linkerd.io/v1alpha1/AuthorizationPolicy,policy.linkerd.io/v1alpha1/MeshTLSAuthentication',
      ];

/** Strict, so that a key that no schema has is a finding; so is an object that no schema is for. */
export const kubeconform: Adapter = {
  tool: 'kubeconform',
  kinds: ['kubernetes'],
  argv: ({ pathOf, files }) => [
    pathOf('kubeconform'),
    '-strict',
    '-output',
    'json',
    '-kubernetes-version',
    kubernetesVersion,
    '-schema-location',
    dirname(pathOf('kubernetes-schemas')),
    ...unpublished(pathOf('crd-schemas')),
    '-schema-location',
    `${pathOf('crd-schemas')}/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json`,
    ...files,
  ],
  findings: ({ stdout }, { root }) =>
    printed(output, stdout).resources.map(({ status, kind, name, msg, filename }) => ({
      id: status,
      message: `${kind} ${name}: ${msg}`,
      file: below(root, filename),
    })),
};
