import { Copy, From, type Instruction } from 'dockerfile-ast';
import { parseDockerfile } from '../dockerfile/index.ts';
import { asItIs, type PlaceOfImage } from './place.ts';

type Range = ReturnType<Instruction['getRange']>;

/** The images of FROM and of COPY --from; a stage of the same file is none. */
export function imagesInDockerfile(content: string): readonly PlaceOfImage[] {
  const starts = lineStarts(content);
  const offset = ({ line, character }: Range['start']) => (starts[line] ?? 0) + character;
  const stages = new Set<string>(['scratch']);
  const found: PlaceOfImage[] = [];
  const add = (range: Range | null) => {
    if (range === null) return;
    const [from, to] = [offset(range.start), offset(range.end)];
    const reference = content.slice(from, to);
    const isStage = stages.has(reference.toLowerCase()) || /^\d+$/.test(reference);
    if (!isStage) found.push({ kind: 'image', from, to, reference, write: asItIs });
  };
  for (const instruction of parseDockerfile(content).getInstructions()) {
    if (instruction instanceof From) {
      add(instruction.getImageRange());
      stages.add((instruction.getBuildStage() ?? '').toLowerCase());
    } else if (instruction instanceof Copy) {
      const from = instruction.getFlags().find(flag => flag.getName() === 'from');
      add(from?.getValueRange() ?? null);
    }
  }
  return found;
}

function lineStarts(content: string): readonly number[] {
  const starts = [0];
  for (let at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
