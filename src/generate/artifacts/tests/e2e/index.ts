import type { Language } from '../../../../model/service.ts';
import { dotnet } from './dotnet.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import type { TestLanguage } from './language.ts';
import { node } from './node.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';

const languages: Record<Language, TestLanguage> = {
  node,
  python,
  go,
  java,
  ruby,
  php,
  dotnet,
  rust,
  static: node,
};

/** Whose tests a service has: those of its own language; of Node where it is a page, or nobody says its language. */
export const testLanguage = (language: Language | undefined): TestLanguage =>
  language === undefined ? node : languages[language];
