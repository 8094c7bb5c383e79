import { type Instruction, JSONInstruction } from 'dockerfile-ast';
import type { Language } from '../../../model/service.ts';
import { execForm } from '../../dockerfile/index.ts';
import { wordsOf } from '../words.ts';

/** Words that only the image has: an absolute path, a script that sets it up, an init process. */
const imagesOwn = /^\/|entrypoint|\.sh$|^(?:tini|dumb-init|catatonit)$/;
/** Languages whose programs run from their sources: the others start what the image build made. */
const interpreted: readonly Language[] = ['node', 'python', 'ruby', 'php'];

/** What the image runs, as argv that works outside of it too; undefined where it names what only the image has. */
export function imageCommand(
  instructions: readonly (Instruction | undefined)[],
  language: Language | undefined,
): readonly string[] | undefined {
  if (language === undefined || !interpreted.includes(language)) return undefined;
  const parts = instructions.flatMap(instruction => (instruction ? [argvOf(instruction)] : []));
  if (parts.some(argv => argv === undefined)) return undefined;
  const words = parts.flatMap(argv => argv ?? []);
  const start = words.findIndex(word => !imagesOwn.test(word) && word !== '--');
  const own = start < 0 ? [] : words.slice(start);
  return own.length === 0 || own.some(word => word.startsWith('/')) ? undefined : own;
}

/** Thruster stands in front of Rails: what is exposed is its port, not that of the service. */
export const isBehindProxy = (instruction: Instruction | undefined): boolean =>
  /\bthrust\b/.test(instruction?.getArgumentsContent() ?? '');

/** CMD in its exec form, or in the shell form where no shell is needed. */
function argvOf(instruction: Instruction): readonly string[] | undefined {
  const text = instruction.getArgumentsContent() ?? '';
  if (!text.trim().startsWith('[')) return wordsOf(text);
  const words = execForm(text) ?? jsonStrings(instruction);
  if (words.some(word => word.includes('$'))) return undefined;
  return /^(?:\/bin\/)?(?:ba)?sh$/.test(words[0] ?? '') && words[1] === '-c'
    ? wordsOf(words[2] ?? '')
    : words;
}

/** Over several lines, each with its backslash: the library joins them, and loses the blanks within a word. */
const jsonStrings = (instruction: Instruction): readonly string[] =>
  instruction instanceof JSONInstruction
    ? instruction.getJSONStrings().map(argument => argument.getJSONValue())
    : [];
