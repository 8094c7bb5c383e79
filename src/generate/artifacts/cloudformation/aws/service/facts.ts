/** What the documents say of one service, in the words of the AWS stack. */
import { plain, type Text } from '../../../../../model/traced.ts';
import type { HclNode, HclObject } from '../../../shared/hcl.ts';
import { uniqueBy } from '../../../shared/unique.ts';
import { addressParameter } from '../addresses.ts';
import { logicalId } from '../logical-ids.ts';
import { entriesOf, isObject, listOf, namesIn, objectOf, textOf } from '../nodes.ts';
import { type StoreKind, storeId, storeKinds } from '../stores.ts';

export interface Facts {
  readonly name: Text;
  /** As the variables of Terraform have it: the same in all environments but for what is a parameter. */
  readonly values: HclObject;
  readonly port: HclNode;
  /** Whether requests from outside come to it. */
  readonly isServed: boolean;
  /** Variables whose values lie in a secret. */
  readonly secrets: readonly Text[];
  /** Variables that are told where something is. */
  readonly addresses: readonly Address[];
  readonly stores: readonly UsedStore[];
  readonly mounts: readonly MountFacts[];
}

/** A value that another stack knows. */
export interface Address {
  readonly variable: Text;
  readonly parameter: Text;
}

export interface UsedStore {
  readonly kind: StoreKind;
  readonly name: Text;
  readonly id: Text;
}

export interface MountFacts {
  readonly name: Text;
  readonly fileSystem: Text;
  readonly path: Text;
  readonly uid: HclNode;
  readonly gid: HclNode;
}

/** @param values of any environment where it is served, or of any where it is not: they differ in what is a parameter only */
export function factsOf(name: Text, values: HclObject): Facts {
  return {
    name,
    values,
    port: values.port ?? null,
    isServed: isObject(values.ingress),
    secrets: namesIn(values.secrets),
    addresses: entriesOf(values.addresses).map(([variable, address]) => ({
      variable,
      parameter: addressParameter(textOf(address)),
    })),
    stores: (Object.keys(storeKinds) as StoreKind[]).flatMap(kind =>
      namesIn(values[kind]).map(store => ({ kind, name: store, id: storeId(kind, store) })),
    ),
    mounts: listOf(values.mounts)
      .map(objectOf)
      .map(mount => ({
        name: textOf(mount.name),
        fileSystem: textOf(mount.file_system),
        path: textOf(mount.path),
        uid: mount.uid ?? null,
        gid: mount.gid ?? null,
      })),
  };
}

export const fileSystemId = (name: Text): Text => logicalId('Files', name);

/** Of the file systems that the service mounts, each once. */
export const fileSystemIds = ({ mounts }: Pick<Facts, 'mounts'>): readonly Text[] =>
  uniqueBy(
    mounts.map(({ fileSystem }) => fileSystemId(fileSystem)),
    id => plain(id),
  );
