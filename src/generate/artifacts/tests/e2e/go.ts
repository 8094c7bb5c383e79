import { type Text, text } from '../../../../model/traced.ts';
import { lineComment, literal } from '../literals.ts';
import { functionNames } from '../names.ts';
import type { Ask, Scenario } from '../plan/scenario.ts';
import type { TestLanguage } from './language.ts';

const quoted = (value: Text) => literal('go', value);

const imports = [
  'package e2e',
  '',
  'import (',
  '\t"encoding/json"',
  '\t"io"',
  '\t"net/http"',
  '\t"net/url"',
  '\t"os"',
  '\t"reflect"',
  '\t"strings"',
  '\t"testing"',
  '\t"time"',
  ')',
];

const client: readonly string[] = [
  '',
  'var client = &http.Client{',
  '\tTimeout:       10 * time.Second,',
  '\tCheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },',
  '}',
  '',
  '// ask asks the service once; the test fails unless its status is one of first to last.',
  'func ask(t *testing.T, method, path string, first, last int, body string) string {',
  '\tt.Helper()',
  '\tbase := strings.TrimRight(os.Getenv("BASE_URL"), "/")',
  '\tif base == "" {',
  '\t\tt.Skip("BASE_URL does not say where the service answers")',
  '\t}',
  '\trequest, err := http.NewRequest(method, base+path, strings.NewReader(body))',
  '\tif err != nil {',
  '\t\tt.Fatal(err)',
  '\t}',
  '\tif body != "" {',
  '\t\trequest.Header.Set("Content-Type", "application/json")',
  '\t}',
  '\tresponse, err := client.Do(request)',
  '\tif err != nil {',
  '\t\tt.Fatal(err)',
  '\t}',
  '\tdefer response.Body.Close()',
  '\tanswer, err := io.ReadAll(response.Body)',
  '\tif err != nil {',
  '\t\tt.Fatal(err)',
  '\t}',
  '\tif response.StatusCode < first || response.StatusCode > last {',
  '\t\tt.Fatalf("%s %s answered %d: %.500s", method, path, response.StatusCode, answer)',
  '\t}',
  '\treturn string(answer)',
  '}',
  '',
  'func parsed(t *testing.T, text string) any {',
  '\tt.Helper()',
  '\tvar value any',
  '\tif err := json.Unmarshal([]byte(text), &value); err != nil {',
  '\t\tt.Fatalf("no JSON: %.500s", text)',
  '\t}',
  '\treturn value',
  '}',
  '',
  '// segment is the value of a property, as one segment of a path.',
  'func segment(t *testing.T, answer, name string) string {',
  '\tt.Helper()',
  '\tvar object map[string]json.RawMessage',
  '\tif err := json.Unmarshal([]byte(answer), &object); err != nil || object[name] == nil {',
  '\t\tt.Fatalf("the answer has no %s: %.500s", name, answer)',
  '\t}',
  '\tvar value string',
  '\tif json.Unmarshal(object[name], &value) != nil {',
  '\t\tvalue = string(object[name])',
  '\t}',
  '\treturn url.PathEscape(value)',
  '}',
  '',
  '// holds tells whether the answer holds what is expected; it may hold more.',
  'func holds(answer, expected any) bool {',
  '\tswitch expected := expected.(type) {',
  '\tcase map[string]any:',
  '\t\tobject, _ := answer.(map[string]any)',
  '\t\tfor key, value := range expected {',
  '\t\t\tif found, there := object[key]; !there || !holds(found, value) {',
  '\t\t\t\treturn false',
  '\t\t\t}',
  '\t\t}',
  '\t\treturn true',
  '\tcase []any:',
  '\t\titems, _ := answer.([]any)',
  '\t\tfor i := range expected {',
  '\t\t\tif len(items) != len(expected) || !holds(items[i], expected[i]) {',
  '\t\t\t\treturn false',
  '\t\t\t}',
  '\t\t}',
  '\t\treturn len(items) == len(expected)',
  '\tdefault:',
  '\t\treturn reflect.DeepEqual(answer, expected)',
  '\t}',
  '}',
  '',
  'func check(t *testing.T, answer, expected string) {',
  '\tt.Helper()',
  '\tif !holds(parsed(t, answer), parsed(t, expected)) {',
  '\t\tt.Errorf("the answer does not hold %s: %.500s", expected, answer)',
  '\t}',
  '}',
];

export const go: TestLanguage = {
  command: folder => `go test -count=1 ${folder}e2e_test.go`,
  files: ({ service, scenarios }) => [
    {
      path: 'e2e_test.go',
      kind: 'go',
      lines: [
        lineComment(
          '//',
          text`End-to-end tests of ${service}. BASE_URL says where it answers; without it they are skipped.`,
        ),
        '',
        ...imports,
        ...client,
        ...testsOf(scenarios),
      ],
    },
  ],
};

function testsOf(scenarios: readonly Scenario[]): Text[] {
  const names = functionNames(
    scenarios.map(({ title }) => title),
    'Test',
    'pascal',
  );
  return scenarios.flatMap(({ asks }, i) => [
    '',
    text`func ${names[i] ?? ''}(t *testing.T) {`,
    ...asks.flatMap((ask, at) => step(ask, asks[at - 1]?.takes)),
    '}',
  ]);
}

function step(ask: Ask, taken: string | undefined): Text[] {
  const isUsed = ask.holds !== undefined || ask.takes !== undefined;
  const path =
    ask.rest === undefined
      ? quoted(ask.path)
      : text`${quoted(ask.path)}+segment(t, made, "${taken ?? 'id'}")${ask.rest === '' ? '' : text`+${quoted(ask.rest)}`}`;
  const name = ask.takes === undefined ? 'answer' : 'made';
  return [
    text`\t${isUsed ? `${name} := ` : ''}ask(t, ${quoted(ask.method)}, ${path}, ${ask.status.from}, ${ask.status.to}, ${ask.body === undefined ? '""' : quoted(ask.body)})`,
    ...(ask.holds === undefined ? [] : [text`\tcheck(t, ${name}, ${quoted(ask.holds)})`]),
  ];
}
