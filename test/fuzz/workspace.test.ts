import { workspaceParsers } from './parsers/workspace.ts';
import { takesAnyText } from './takes-any-text.ts';

takesAnyText(workspaceParsers);
