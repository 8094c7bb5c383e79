/** What runs: the image of a service, how it is built, its ports, probes, files, volumes and sidecars. */

/** `name` is the key of the list it stands in. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

export interface Image {
  readonly repository: string;
  readonly tag: string;
  /** "sha256:" and 64 hexadecimal digits; it counts before the tag. */
  readonly digest?: string;
  /** Whether the image is built from the sources here; false for one that others build. */
  readonly built: boolean;
}

/** How the image is built where a Dockerfile of the team does it. */
export interface Build {
  /** The build context, relative to the project folder; `source` unless given. */
  readonly context?: string;
  /** Relative to the project folder. */
  readonly dockerfile?: string;
  readonly target?: string;
  readonly arguments: readonly NamedValue[];
}

/** What a developer types in `source`; read by a shell there. Absent: what is usual in the language. */
export interface Commands {
  readonly install?: string;
  readonly build?: string;
  readonly lint?: string;
  readonly types?: string;
  readonly test?: string;
}

export interface Port {
  /** DNS label. */
  readonly name: string;
  /** What others connect to. */
  readonly port: number;
  /** What the container listens on. */
  readonly target: number;
  readonly protocol: 'tcp' | 'udp';
}

export interface Health {
  /** http: the paths are asked. tcp: no path is known, so that the port takes connections must do. */
  readonly over: 'http' | 'tcp';
  readonly live: string;
  readonly ready: string;
  readonly startup: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
  /** What a probe asks beside the paths above, by the name of the probe. */
  readonly probes: readonly Probe[];
}

export interface Probe {
  readonly name: 'live' | 'ready' | 'startup';
  /** argv that exits with 0 in the container; it counts before HTTP. Empty: HTTP is asked. */
  readonly command: readonly string[];
  /** The port of the container that is asked, when it is not `port`. */
  readonly port?: number;
  readonly scheme?: 'http' | 'https';
  /** The Host header. */
  readonly host?: string;
  readonly headers: readonly NamedValue[];
}

export interface Variable {
  readonly name: string;
  readonly required: boolean;
  /** A sensitive variable never has a default: its value comes from a secret store at run time. */
  readonly sensitive: boolean;
  readonly default?: string;
  /**
   * Text with placeholders `${resources.NAME.OUTPUT}`, filled in at run time by whoever provides the resource; `$$` is
   * a `$`, so that `$${` is a `${`.
   */
  readonly reference?: string;
  readonly description?: string;
}

/** A file that is put into the container. One of `content`, `binary`, `source` and `secret` is there. */
export interface MountedFile {
  /** Absolute path in the container. */
  readonly name: string;
  readonly content?: string;
  /** Base64 (RFC 4648, section 4). */
  readonly binary?: string;
  /** Relative to the project folder. */
  readonly source?: string;
  /** Name of the secret whose value the file holds at run time. */
  readonly secret?: string;
  /** Octal, such as "0644". */
  readonly mode?: string;
  /** Whether placeholders in the content are filled in at run time; the content is then written as a `reference` is. */
  readonly expand: boolean;
}

/**
 * A folder in the container; the service finds it through `variable`. persistent: outlives instances and is shared by
 * them. ephemeral: gone with its instance. bind: a folder of the machine, as developers use it.
 */
export interface Volume {
  readonly name: string;
  readonly kind: 'persistent' | 'ephemeral' | 'bind';
  readonly path: string;
  readonly variable: string;
  /** Kubernetes quantity, such as "1Gi". */
  readonly size: string;
  /** bind: the folder of the machine. persistent: the resource that provides it, where one does. */
  readonly source?: string;
  /** The part of the volume that is mounted. */
  readonly subPath?: string;
  readonly readOnly: boolean;
  /** persistent: whether each instance has a folder of its own, which it finds again after a restart. */
  readonly perInstance?: boolean;
}

/** How the container runs, where the usual is not enough. */
export interface ContainerSettings {
  /** User, or user and group: "1000:1000", "node". */
  readonly user?: string;
  readonly workingFolder?: string;
  readonly readOnlyRoot?: boolean;
  readonly privileged?: boolean;
  readonly addCapabilities: readonly string[];
  readonly dropCapabilities: readonly string[];
  readonly hostname?: string;
  /** Such as "linux/amd64". */
  readonly platform?: string;
  /** Such as "SIGQUIT"; SIGTERM unless given. */
  readonly stopSignal?: string;
  readonly restart?: 'always' | 'on-failure' | 'unless-stopped' | 'never';
  /** Whether a small init process reaps what the service leaves behind. */
  readonly init?: boolean;
  readonly terminal?: boolean;
}

/** Kubernetes quantities: cpu "250m", memory "256Mi". */
export interface Compute {
  readonly cpu: string;
  readonly memory: string;
}

export interface Sidecar {
  readonly name: string;
  readonly image: Image;
  readonly command: readonly string[];
  readonly arguments: readonly string[];
  readonly variables: readonly Variable[];
  readonly files: readonly MountedFile[];
  readonly volumes: readonly Volume[];
  readonly requests: Partial<Compute>;
  readonly limits: Partial<Compute>;
  readonly probes: readonly SidecarProbe[];
  readonly dependencies: readonly Dependency[];
}

export interface SidecarProbe extends Probe {
  /** Asked over HTTP where there is no command. */
  readonly path?: string;
}

export interface Dependency {
  readonly name: string;
  /** started: its process runs. healthy: its health check passes. complete: it has run to its end with exit code 0. */
  readonly until: 'started' | 'healthy' | 'complete';
  /** False: the service starts without it too. */
  readonly required: boolean;
}
