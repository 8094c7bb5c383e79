import * as v from 'valibot';
import { document, natural, problem } from './common.ts';

const suppression = v.object({
  tool: v.string(),
  rule: v.string(),
  file: v.string(),
  line: v.pipe(natural, v.minValue(1)),
  reason: v.string(),
});

const tool = v.object({
  name: v.string(),
  version: v.string(),
  /** How many of the files it reads. */
  files: natural,
  findings: natural,
  seconds: v.pipe(v.number(), v.minValue(0)),
});

const list = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.readonly());

const entries = {
  /** What is wrong with files; what is wrong with documents and tools is in `problems`. */
  findings: list(problem),
  /** Rules that files ask tools to leave them alone with. */
  suppressed: list(suppression),
  /** Number of rules of devops-flow itself that were run. */
  rules: natural,
  /** The real tools that were run, with `--tools`. */
  tools: list(tool),
};

export const validateSchema = document('devops-flow validate --json', entries);

const fields = v.object(entries);
export type ValidateFields = Readonly<v.InferOutput<typeof fields>>;
