/** Files of Terraform that are the same for every project but for parts that few need. */
import { linesOfParts } from '../shared/fragment.ts';
import { hclAligned } from '../shared/hcl.ts';

/** The text with the parts that are wanted, set as `terraform fmt` sets it. */
export const fragment = (text: string, parts: ReadonlySet<string>): string =>
  hclAligned(linesOfParts(text, parts)).join('\n').trim();
