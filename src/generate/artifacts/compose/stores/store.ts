import type { Text, Traced } from '../../../../model/traced.ts';
import type { ResourceView } from '../../../../model/views.ts';
import type { YamlNode, YamlObject } from '../../shared/yaml.ts';
import type { Filled } from '../filled.ts';

/** What a store is reached by, for those that fill in its address. */
export interface Access {
  readonly host: Text;
  readonly user: Text;
  readonly database: Text;
  /** Undefined where it asks for none. */
  readonly password: Filled | undefined;
}

/** How a product runs on a developer's machine. */
export interface Product {
  /** Official images have their tags in the dated table; any other names its own. */
  readonly repository: string;
  readonly tag?: string;
  readonly port: number;
  /** Users are told by number: the image's own, so that it need not be root to become it. */
  readonly user?: string;
  /** The folder that outlives the container, by the version that runs. */
  readonly data?: (version: string) => string;
  /** Folders for sockets and temporary files, with their options. */
  readonly tmpfs: readonly string[];
  /** Whether it runs with a root file system that cannot be written. */
  readonly readOnly: boolean;
  readonly memory: string;
  /** Whether it has a user with a password: always, or only where somebody asks for one. */
  readonly password: 'always' | 'asked' | 'never';
  /** Parameters of documents that say what the database and the user are called. */
  readonly named?: { readonly user: readonly string[]; readonly database: readonly string[] };
  /** What the database is called where nobody says; `app` unless given. */
  readonly database?: string;
  readonly environment?: (access: Access) => YamlObject;
  readonly command?: (access: Access) => readonly YamlNode[];
  /** argv, or CMD-SHELL and a line. */
  readonly health: (access: Access) => readonly Text[];
  readonly url: (access: Access) => Filled;
}

/** A resource of the project that runs here, under the name by which services reach it. */
export interface Store {
  readonly key: Traced<string>;
  readonly resource: ResourceView;
  readonly product: Product;
  readonly productName: Traced<string>;
  readonly access: Access;
}
