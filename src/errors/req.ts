import type { Catalogue } from './problem.ts';
import { didYouMean, list } from './words.ts';

/** What can be wrong with a REQ, whose requirements stand in sections and tables. */
export const reqErrors = {
  'req-no-deployment-section': (facts: { found: string }) => ({
    severity: 'error',
    message: `this REQ has no section 9.5${facts.found}`,
    why: 'section 9.5 (Deployment Requirements) of a REQ says how the service is delivered',
    fix: 'add "## 9.5 Deployment Requirements" with 9.5.1 to 9.5.8, or name another REQ',
  }),
  'section-missing': (facts: { sections: readonly string[]; heading: string }) => ({
    severity: 'note',
    message:
      facts.sections.length === 1
        ? `section ${list(facts.sections)} is missing; defaults fill it`
        : `sections ${list(facts.sections)} are missing; defaults fill them`,
    why: 'what a REQ does not say is filled with defaults, or left out',
    fix: `add a section where there is something to require, such as "### ${facts.heading}"`,
  }),
  'table-missing': (facts: { section: string; title: string }) => ({
    severity: 'warning',
    message: `section ${facts.section} (${facts.title}) has no table`,
    why: 'the requirements of this section are read from a table',
    fix: 'add the table; only prose stands there now, and prose is not read',
  }),
  'table-broken': (facts: { table: string; cells: number; columns: number }) => ({
    severity: 'error',
    message: `this row of hyphens in ${facts.table} has ${facts.cells} cells, its header has ${facts.columns}`,
    why: 'Markdown (GFM 4.10) takes such lines as prose, and nothing is read from prose',
    fix: 'give the row of hyphens one cell, such as "---", for each column of the header',
  }),
  'column-missing': (facts: { table: string; column: string; rename: string | undefined }) => ({
    severity: 'error',
    message: `the table of ${facts.table} has no column "${facts.column}"`,
    why: `the form of a REQ asks for this column in ${facts.table}`,
    fix: facts.rename
      ? `rename the column "${facts.rename}" to "${facts.column}"`
      : 'add it; write N/A in the cells where there is nothing to say',
  }),
  'row-length': (facts: { table: string; cells: number; columns: number }) => ({
    severity: 'error',
    message: `this row of ${facts.table} has ${facts.cells} cells, its table has ${facts.columns} columns`,
    why: 'in a shifted row each value would be read as something else',
    fix: 'write N/A in empty cells, and "\\|" for a bar inside a cell',
  }),
  'row-duplicate': (facts: { table: string; name: string; line: number }) => ({
    severity: 'error',
    message: `"${facts.name}" stands twice in the table of ${facts.table} (also on line ${facts.line})`,
    why: 'each row of this table is one thing, addressed by the name in its first column',
    fix: 'keep one row, or give the other its own name',
  }),
  'cell-empty': (facts: { table: string; column: string }) => ({
    severity: 'error',
    message: `the cell "${facts.column}" is empty`,
    why: `a row of ${facts.table} means nothing without it`,
    fix: 'fill the cell, or remove the row',
  }),
  'cell-too-long': (facts: { length: number; limit: number }) => ({
    severity: 'error',
    message: `this cell has ${facts.length} characters`,
    why: `a cell may have ${facts.limit}: more is a mistake, or an attack on the machine that reads it`,
    fix: 'move the text out of the table',
  }),
  'cell-value-unknown': (facts: { text: string; known: readonly string[] }) => ({
    severity: 'warning',
    message: `"${facts.text}" is not read`,
    why: `in this cell these are understood: ${list(facts.known)}`,
    fix: 'write it as "Name: value" with one of these names, or leave it as a remark',
  }),
  'resource-unknown': (facts: {
    text: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'warning',
    message: `"${facts.text}" is not a resource type, its row is not read`,
    why: `REQ 9.5.1 names resources; one of ${list(facts.known)}`,
    fix: didYouMean(facts.suggestion, 'use one of these, or provide the resource outside this project'),
  }),
} as const satisfies Catalogue;
