import { documentParsers } from './parsers/documents.ts';
import { takesAnyText } from './takes-any-text.ts';

takesAnyText(documentParsers);
