import { problem } from '../../../errors/index.ts';
import type { Reading } from '../../../model/facts.ts';
import { slice, token } from '../../../model/token.ts';
import { name } from '../../../model/values/text.ts';
import { type DocumentText, Gathering } from '../gathering.ts';
import { tooDense } from '../markdown/dense.ts';
import { outline, type Section } from '../markdown/outline.ts';
import type { Thresholds } from '../thresholds/registry.ts';
import { needAdrs } from './adr.ts';
import { readAutomation, readPlaybooks, readScripts } from './automation.ts';
import { readCost } from './cost.ts';
import { readEnvironments } from './environments.ts';
import { readInfrastructure } from './infrastructure.ts';
import { skipFrontMatter, skipLeft, skipUnread } from './left.ts';
import { readObservability, readSecurity } from './observability.ts';
import { readParameters } from './parameters.ts';

type Read = (section: Section, gathering: Gathering) => void;

/** The sections that are read, by their number in the form of a REQ. */
const readers: ReadonlyMap<string, { title: string; read: Read }> = new Map([
  ['9.5.1', { title: 'Infrastructure Requirements', read: readInfrastructure }],
  ['9.5.2', { title: 'Environment Configuration', read: readEnvironments }],
  ['9.5.3', { title: 'Deployment Scripts Requirements', read: readScripts }],
  ['9.5.4', { title: 'Ansible Playbook Requirements', read: readPlaybooks }],
  ['9.5.5', { title: 'Observability Requirements', read: readObservability }],
  ['9.5.6', { title: 'Security Requirements', read: readSecurity }],
  ['9.5.7', { title: 'Cost Constraints', read: readCost }],
  ['9.5.8', { title: 'Deployment Automation Requirements', read: readAutomation }],
]);

/**
 * Reads a REQ: parameters of 7.1, and every table and list of 9.5.1 to 9.5.8. Its other sections are unused. References
 * to `thresholds` are looked up there.
 */
export function readReq(
  document: DocumentText,
  { thresholds }: { readonly thresholds?: Thresholds } = {},
): Reading {
  const gathering = new Gathering(thresholds);
  const { file, text } = document;
  const refusal = tooDense(file, text);
  if (refusal) return gathering.refused(document, refusal);
  const found = outline(file, text);
  const { sections } = found;
  if (sections.some(({ number }) => number === '9.5' || number.startsWith('9.5.'))) {
    readSections(sections, gathering);
  } else reportMissing(sections, gathering);
  readTitle(sections, gathering);
  needAdrs(
    text.split(/\r\n|\r|\n/).map((line, i) => token(file, i + 1, 1, line)),
    gathering,
  );
  skipFrontMatter(found, gathering);
  skipOthers(sections, gathering.lines(file), gathering);
  return gathering.reading(document);
}

function readSections(sections: readonly Section[], gathering: Gathering): void {
  const missing: string[] = [];
  for (const [number, { title, read }] of readers) {
    const section = sections.find(section => section.number === number);
    if (section) read({ ...section, title }, gathering);
    else missing.push(number);
  }
  reportAbsent(missing, sections, gathering);
  const parameters = sections.find(({ number }) => number === '7.1');
  if (parameters) readParameters(parameters, gathering);
}

/** Of the sections that are read, what is left on lines of which nothing is known; all others as they are. */
function skipOthers(sections: readonly Section[], read: ReadonlySet<number>, gathering: Gathering): void {
  for (const section of sections) {
    const isRead = readers.has(section.number) || section.number === '7.1';
    if (isRead) skipLeft(section, read, gathering);
    else skipUnread(section, gathering);
  }
}

/** One note for all of them: a small REQ has few, and that is no mistake. */
function reportAbsent(numbers: readonly string[], sections: readonly Section[], gathering: Gathering): void {
  const [first] = numbers;
  if (first === undefined) return;
  const parent = sections.find(({ number }) => number === '9.5');
  const facts = { sections: numbers, heading: `${first} ${readers.get(first)?.title ?? ''}` };
  gathering.problems.push(problem('section-missing', facts, parent ? { at: parent.heading.at } : {}));
}

function reportMissing(sections: readonly Section[], gathering: Gathering): void {
  const similar = sections.find(({ title }) => /deployment requirements$/i.test(title) && title !== '');
  const found = similar && similar.number !== '' ? `; "${similar.heading.text}" stands in its place` : '';
  const at = (similar ?? sections.find(({ level }) => level > 0) ?? sections[0])?.heading.at;
  gathering.problems.push(problem('req-no-deployment-section', { found }, at ? { at } : {}));
}

/** "# REQ-02: [WEB_SERVICE] Deployment Requirements": the name in brackets, where no SPEC gives one. */
function readTitle(sections: readonly Section[], gathering: Gathering): void {
  const heading = sections.find(({ level }) => level === 1)?.heading;
  const match = heading && /\[([\w -]{1,63})\]/.exec(heading.text);
  if (!heading || !match?.[1]) return;
  const written = slice(heading, match.index + 1, match.index + 1 + match[1].length);
  gathering.read(['service', 'name'], written, name('service name'), { derived: true });
}
