import type { Language } from '../../../../model/service.ts';
import { fieldsOf, Traced } from '../../../../model/traced.ts';
import type { ServiceView } from '../../../../model/views.ts';

interface Runtime {
  /** Packages of Debian and Ubuntu that run a program in the language. */
  readonly packages: readonly string[];
  /** Whether it compiles while it runs, and so needs memory that is both written and executed. */
  readonly writesCode: boolean;
}

/** A runtime that no package brings has to lie in the archive. */
const runtimes: Readonly<Record<Language, Runtime>> = {
  node: { packages: ['nodejs'], writesCode: true },
  python: { packages: ['python3', 'python3-venv', 'python-is-python3'], writesCode: true },
  go: { packages: [], writesCode: false },
  java: { packages: ['default-jre-headless'], writesCode: true },
  ruby: { packages: ['ruby', 'ruby-bundler'], writesCode: true },
  php: { packages: ['php-cli'], writesCode: true },
  dotnet: { packages: [], writesCode: true },
  rust: { packages: [], writesCode: false },
  static: { packages: ['nginx-light'], writesCode: false },
};

/** What the service needs of its host, with the language as the reason. */
export function runtimeOf({ language }: ServiceView): {
  readonly packages: readonly Traced<string>[];
  readonly writesCode: Traced<boolean>;
} {
  const { packages, writesCode } = language ? runtimes[language.value] : { packages: [], writesCode: true };
  const fields = language ? fieldsOf(language) : [];
  return {
    packages: packages.map(name => new Traced(name, fields)),
    writesCode: new Traced(writesCode, fields),
  };
}
