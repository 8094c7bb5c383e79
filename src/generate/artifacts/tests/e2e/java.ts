import { change, text } from '../../../../model/traced.ts';
import { lineComment } from '../literals.ts';
import { takesAny } from '../plan/scenario.ts';
import { about, type TestLanguage } from './language.ts';
import { type Syntax, testsOf } from './syntax.ts';

const client: readonly string[] = [
  'import static org.junit.jupiter.api.Assertions.assertTrue;',
  '',
  'import java.net.URI;',
  'import java.net.URLEncoder;',
  'import java.net.http.HttpClient;',
  'import java.net.http.HttpRequest;',
  'import java.net.http.HttpRequest.BodyPublishers;',
  'import java.net.http.HttpResponse.BodyHandlers;',
  'import java.nio.charset.StandardCharsets;',
  'import java.time.Duration;',
  'import java.util.regex.Matcher;',
  'import java.util.regex.Pattern;',
  'import org.junit.jupiter.api.DisplayName;',
  'import org.junit.jupiter.api.Test;',
  'import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;',
  '',
  '@EnabledIfEnvironmentVariable(named = "BASE_URL", matches = ".+", disabledReason = "nobody says where the service answers")',
  'class E2eTest {',
  '  private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();',
  '',
  '  /** Asks the service once; fails unless its status is one of first to last. */',
  '  private String ask(String method, String path, int first, int last, String body) throws Exception {',
  '    String base = System.getenv("BASE_URL").replaceAll("/+$", "");',
  '    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(10));',
  '    if (body != null) {',
  '      request.header("Content-Type", "application/json");',
  '    }',
  '    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));',
  '    var response = client.send(request.build(), BodyHandlers.ofString());',
  '    int status = response.statusCode();',
  '    assertTrue(status >= first && status <= last, () -> method + " " + path + " answered " + status + ": " + response.body());',
  '    return response.body();',
  '  }',
];

/** The JDK has no parser for JSON, and a test is to need no library: one value is found by its name. */
const taking: readonly string[] = [
  '',
  '  /** The value of a property, as one segment of a path. */',
  '  private static String segment(String answer, String name) {',
  '    Pattern form = Pattern.compile("\\"" + name + "\\"\\\\s*:\\\\s*(?:\\"([^\\"\\\\\\\\]*)\\"|(-?[0-9]+))");',
  '    Matcher found = form.matcher(answer);',
  '    assertTrue(found.find(), () -> "the answer has no " + name + ": " + answer);',
  '    String value = found.group(1) == null ? found.group(2) : found.group(1);',
  '    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");',
  '  }',
];

/** Its launcher, from org.junit.platform in Maven Central. */
const jar = 'junit-platform-console-standalone.jar';

const syntax: Syntax = {
  language: 'java',
  names: { lead: 'test', style: 'camel' },
  test: ({ name, title, requests }) => [
    '  @Test',
    text`  @DisplayName(${title})`,
    text`  void ${name}() throws Exception {`,
    ...requests,
    '  }',
  ],
  segment: property => `segment(made, "${property}")`,
  request: ({ answer, method, path, status, body = 'null' }) =>
    text`    ${answer ? `String ${answer} = ` : ''}ask(${method}, ${path}, ${status.from}, ${status.to}, ${body});`,
};

export const java: TestLanguage = {
  command: folder =>
    `javac -cp ${jar} -d build ${folder}E2eTest.java && java -jar ${jar} execute --class-path build --select-class E2eTest`,
  files: ({ service, scenarios }) => {
    const takes = takesAny(scenarios);
    const unused = ['URLEncoder', 'StandardCharsets', 'Matcher', 'Pattern'].map(name => `.${name};`);
    return [
      {
        path: 'E2eTest.java',
        kind: 'java',
        lines: [
          // It looks for characters by their number in comments too.
          lineComment(
            '//',
            change(about(service), line => line.replaceAll('\\', '/')),
          ),
          ...client.filter(line => takes || !unused.some(end => line.endsWith(end))),
          ...(takes ? taking : []),
          ...testsOf(syntax, scenarios),
          '}',
        ],
      },
    ];
  },
};
