import * as v from 'valibot';
import { document } from './common.ts';

const tool = v.object({
  name: v.string(),
  /** The one that the checks were written for. */
  version: v.string(),
  /** What it reads. */
  reads: v.string(),
  /** Who publishes it. */
  from: v.string(),
  /** The program, or the folder of what is none, where it is here. */
  path: v.optional(v.string()),
  /** `folder`: that of DEVOPS_FLOW_TOOLS; `cache`: installed by devops-flow. */
  place: v.optional(v.picklist(['folder', 'cache'])),
});

const entries = { tools: v.pipe(v.array(v.pipe(tool, v.readonly())), v.readonly()) };

export const toolsSchema = document('devops-flow tools --json', entries);

const fields = v.object(entries);
export type ToolFields = Readonly<v.InferOutput<typeof fields>>;
