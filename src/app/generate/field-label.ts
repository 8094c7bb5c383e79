/** A field in words: `service.resources.limits.memory` is "memory limit". */
export function fieldLabel(field: string): string {
  // A file name has dots of its own; the value says what the patch does.
  if (field.startsWith('overrides.')) return 'override';
  const pinned = /^pins\.(image|action)s\.(.+)$/.exec(field);
  if (pinned) return `pinned ${pinned[1]} ${pinned[2]}`;
  if (/^environments\.|(?:^|\.)environments\.[^.]+\.name$/.test(field)) return 'environment';
  const dependency = /(?:^|\.)dependencies\.(.+)\.(\w+)$/.exec(field);
  if (dependency) return `dependency ${dependency[1]} ${words(dependency[2] ?? '')}`;
  const resource = /^resources\.([^.]+)\.(\w+)$/.exec(field);
  if (resource) return `resource ${resource[1]} ${words(resource[2] ?? '')}`;
  const parts = field.split('.').filter(part => !/^\d+$/.test(part));
  const [group = '', last = ''] = parts.length > 2 ? parts.slice(-2) : ['', parts.at(-1) ?? field];
  if (group === 'limits' || group === 'requests') return `${words(last)} ${group.slice(0, -1)}`;
  return `${words(group)} ${words(last)}`.trim();
}

/** Of several services, which one it is a field of; of an override, the file that it patches. */
export function fieldName(field: string): string {
  const patched = /^overrides\.(.+)\.\d+$/.exec(field)?.[1];
  if (patched !== undefined) return `override of ${patched}`;
  const service = /^services\.([^.]+)\./.exec(field)?.[1];
  const text = fieldLabel(field);
  return service === undefined || text.startsWith(`${service} `) ? text : `${service} ${text}`;
}

/** camelCase in words; names of the input, such as LOG_LEVEL, stay as they are. */
function words(part: string): string {
  return /^[a-z]+[A-Za-z]*$/.test(part)
    ? part.replaceAll(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
    : part;
}
