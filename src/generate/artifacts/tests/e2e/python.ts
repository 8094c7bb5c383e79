import { text } from '../../../../model/traced.ts';
import { lineComment } from '../literals.ts';
import { about, type TestLanguage } from './language.ts';
import { type Syntax, testsOf } from './syntax.ts';

const client: readonly string[] = [
  'import json',
  'import os',
  'import urllib.error',
  'import urllib.parse',
  'import urllib.request',
  '',
  'import pytest',
  '',
  'BASE = os.environ.get("BASE_URL", "").rstrip("/")',
  '',
  'pytestmark = pytest.mark.skipif(not BASE, reason="BASE_URL does not say where the service answers")',
  '',
  '',
  'class _NoRedirect(urllib.request.HTTPRedirectHandler):',
  '    def redirect_request(self, *_args):',
  '        return None',
  '',
  '',
  '_opener = urllib.request.build_opener(_NoRedirect)',
  '',
  '',
  'def ask(method, path, first, last, body=None):',
  '    """Asks the service once; fails unless its status is one of first to last."""',
  '    headers = {} if body is None else {"Content-Type": "application/json"}',
  '    data = None if body is None else body.encode()',
  '    request = urllib.request.Request(BASE + path, data, headers, method=method)',
  '    try:',
  '        with _opener.open(request, timeout=10) as response:',
  '            status, answer = response.status, response.read().decode()',
  '    except urllib.error.HTTPError as error:',
  '        status, answer = error.code, error.read().decode(errors="replace")',
  '    assert first <= status <= last, f"{method} {path} answered {status}: {answer[:500]}"',
  '    return answer',
  '',
  '',
  'def segment(answer, name):',
  '    """The value of a property, as one segment of a path."""',
  '    return urllib.parse.quote(str(json.loads(answer)[name]), safe="")',
  '',
  '',
  'def holds(answer, expected):',
  '    """Whether the answer holds what is expected; it may hold more."""',
  '    if isinstance(expected, dict):',
  '        return isinstance(answer, dict) and all(',
  '            key in answer and holds(answer[key], value) for key, value in expected.items()',
  '        )',
  '    if isinstance(expected, list):',
  '        return (',
  '            isinstance(answer, list)',
  '            and len(answer) == len(expected)',
  '            and all(map(holds, answer, expected))',
  '        )',
  '    return isinstance(answer, bool) is isinstance(expected, bool) and answer == expected',
];

const syntax: Syntax = {
  language: 'python',
  names: { lead: 'test', style: 'snake' },
  test: ({ name, requests }) => ['', text`def ${name}():`, ...requests],
  segment: property => `segment(made, "${property}")`,
  request: ({ answer, method, path, status, body }) =>
    text`    ${answer ? `${answer} = ` : ''}ask(${method}, ${path}, ${status.from}, ${status.to}${body ? text`, ${body}` : ''})`,
  holds: (answer, expected) =>
    text`    assert holds(json.loads(${answer}), json.loads(${expected})), ${answer}`,
};

export const python: TestLanguage = {
  command: folder => `pytest ${folder}test_e2e.py`,
  files: ({ service, scenarios }) => [
    {
      path: 'test_e2e.py',
      kind: 'python',
      lines: [lineComment('#', about(service)), ...client, ...testsOf(syntax, scenarios)],
    },
  ],
};
