/** A Compose project as typed values: everything is in its long form, and every value is a token of a document. */
import type { Token } from '../../../../model/token.ts';
import type { MapNode } from '../../tree/node.ts';

export interface ComposeProject {
  readonly services: readonly ComposeService[];
  /** Services that only a profile starts which nobody asked for. */
  readonly inactive: ReadonlySet<string>;
  readonly volumes: ReadonlyMap<string, Token>;
  readonly secrets: ReadonlyMap<string, FileSource>;
  readonly configs: ReadonlyMap<string, FileSource>;
}

export interface ComposeService {
  /** Its key. */
  readonly key: Token;
  /** The whole service, for values that are taken over one by one. */
  readonly node: MapNode;
  readonly image?: Token;
  readonly build?: ComposeBuild;
  /** Empty: the image's own is taken away. Undefined: nothing is said. */
  readonly command?: readonly Token[];
  readonly entrypoint?: readonly Token[];
  readonly ports: readonly ComposePort[];
  readonly expose: readonly Token[];
  readonly variables: readonly Pair[];
  readonly labels: readonly Pair[];
  readonly annotations: readonly Pair[];
  readonly mounts: readonly Mount[];
  readonly tmpfs: readonly Token[];
  readonly secrets: readonly Grant[];
  readonly configs: readonly Grant[];
  readonly dependencies: readonly ComposeDependency[];
  readonly links: readonly Token[];
  readonly healthcheck?: Healthcheck;
}

export interface Pair {
  readonly name: Token;
  /** Undefined for a name without a value. */
  readonly value?: Token;
}

export interface ComposeBuild {
  readonly at: Token;
  readonly context?: Token;
  readonly dockerfile?: Token;
  /** The Dockerfile stands in the Compose file itself. */
  readonly isInline: boolean;
  readonly target?: Token;
  readonly arguments: readonly Pair[];
}

export interface ComposePort {
  readonly name?: Token;
  readonly target: Token;
  readonly published?: Token;
  readonly protocol: Token;
  readonly application?: Token;
  /** The address of the machine that it is bound to. */
  readonly host?: Token;
}

export interface Mount {
  readonly type: Token;
  readonly source?: Token;
  readonly target: Token;
  readonly readOnly?: Token;
  readonly subPath?: Token;
  readonly size?: Token;
  /** Options that no field here holds. */
  readonly options: readonly Token[];
}

/** A secret or a config that a service may read. */
export interface Grant {
  readonly source: Token;
  readonly target?: Token;
  readonly mode?: Token;
}

/** Where the content of a secret or a config comes from. */
export interface FileSource {
  readonly file?: Token;
  readonly content?: Token;
}

export interface ComposeDependency {
  readonly service: Token;
  readonly condition?: Token;
  readonly required?: Token;
}

export interface Healthcheck {
  readonly test: readonly Token[];
  readonly disable?: Token;
  readonly interval?: Token;
  readonly timeout?: Token;
  readonly retries?: Token;
}
