import type { Language } from '../../../../model/service.ts';
import type { Recipe } from '../recipe.ts';
import { dotnet } from './dotnet.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { node } from './node.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { staticSite } from './static.ts';

export const recipes: Record<Language, Recipe> = {
  node,
  python,
  go,
  java,
  ruby,
  php,
  dotnet,
  rust,
  static: staticSite,
};
