import { repositoryParsers } from './parsers/repository.ts';
import { takesAnyText } from './takes-any-text.ts';

takesAnyText(repositoryParsers);
