import type { Language } from '../../../model/service.ts';
import type { Detector } from '../program.ts';
import { dotnet } from './dotnet.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { node } from './node.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { staticSite } from './static.ts';

/** One detector for each language; of two that are equally sure, the first here counts. */
export const detectors: Record<Language, Detector> = {
  ruby,
  php,
  python,
  java,
  dotnet,
  go,
  rust,
  node,
  static: staticSite,
};
