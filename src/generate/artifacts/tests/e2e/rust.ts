import { type Text, text } from '../../../../model/traced.ts';
import { lineComment, literal } from '../literals.ts';
import { functionNames } from '../names.ts';
import type { Ask, Scenario } from '../plan/scenario.ts';
import type { TestLanguage } from './language.ts';

const rs = (value: Text) => literal('rust', value);

/** The standard library opens sockets and speaks no HTTP, let alone TLS; a test is to need no other crate. */
const client: readonly string[] = [
  'use std::env;',
  'use std::io::{Read, Write};',
  'use std::net::{TcpStream, ToSocketAddrs};',
  'use std::time::Duration;',
  '',
  '/// Asks the service once; fails unless its status is one of `first` to `last`. None without BASE_URL.',
  'fn ask(method: &str, path: &str, first: u16, last: u16, body: &str) -> Option<String> {',
  '    let base = env::var("BASE_URL").ok().filter(|base| !base.is_empty())?;',
  '    let Some(rest) = base.trim_end_matches(\'/\').strip_prefix("http://") else {',
  '        panic!("BASE_URL begins with http://: put a proxy before a service that speaks TLS");',
  '    };',
  "    let (host, prefix) = rest.split_at(rest.find('/').unwrap_or(rest.len()));",
  "    let address = if host.rsplit(']').next().unwrap_or(host).contains(':') {",
  '        host.to_string()',
  '    } else {',
  '        format!("{host}:80")',
  '    };',
  '    let address = address.to_socket_addrs().expect("a host that is known").next().expect("an address");',
  '    let wait = Duration::from_secs(10);',
  '    let mut stream = TcpStream::connect_timeout(&address, wait).expect("a service that answers");',
  '    stream.set_read_timeout(Some(wait)).expect("a timeout");',
  '    let kind = if body.is_empty() { "" } else { "Content-Type: application/json\\r\\n" };',
  '    let length = body.len();',
  '    write!(',
  '        stream,',
  '        "{method} {prefix}{path} HTTP/1.0\\r\\nHost: {host}\\r\\n{kind}Content-Length: {length}\\r\\n\\r\\n{body}"',
  '    )',
  '    .expect("a request that is taken");',
  '    let mut bytes = Vec::new();',
  '    stream.read_to_end(&mut bytes).expect("a whole answer");',
  '    let answer = String::from_utf8_lossy(&bytes).into_owned();',
  "    let status: u16 = answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);",
  '    assert!((first..=last).contains(&status), "{method} {path} answered {status}: {answer}");',
  '    Some(answer.split_once("\\r\\n\\r\\n").map_or(String::new(), |(_, content)| content.to_string()))',
  '}',
];

const taking: readonly string[] = [
  '',
  '/// The value of a property, as one segment of a path.',
  'fn segment(answer: &str, name: &str) -> String {',
  '    let key = format!("\\"{name}\\"");',
  '    let rest = answer.find(&key).map(|at| answer[at + key.len()..].trim_start());',
  "    let Some(value) = rest.and_then(|rest| rest.strip_prefix(':')).map(str::trim_start) else {",
  '        panic!("the answer has no {name}: {answer}");',
  '    };',
  "    let value = match value.strip_prefix('\"') {",
  "        Some(text) => text.split('\"').next().unwrap_or(text),",
  "        None => value.split([',', '}', ']', ' ', '\\n', '\\r']).next().unwrap_or(value),",
  '    };',
  '    value',
  '        .bytes()',
  '        .map(|byte| match byte {',
  "            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => (byte as char).to_string(),",
  '            _ => format!("%{byte:02X}"),',
  '        })',
  '        .collect()',
  '}',
];

export const rust: TestLanguage = {
  command: folder => `rustc --edition 2021 --test -o e2e-tests ${folder}e2e.rs && ./e2e-tests`,
  files: ({ service, scenarios }) => [
    {
      path: 'e2e.rs',
      kind: 'rust',
      lines: [
        lineComment(
          '//',
          text`End-to-end tests of ${service}. BASE_URL says where it answers; without it they ask nothing.`,
        ),
        ...client,
        ...(scenarios.some(({ asks }) => asks.some(ask => ask.takes)) ? taking : []),
        ...testsOf(scenarios),
      ],
    },
  ],
};

function testsOf(scenarios: readonly Scenario[]): Text[] {
  const names = functionNames(
    scenarios.map(({ title }) => title),
    'test',
    'snake',
  );
  return scenarios.flatMap(({ asks }, i) => [
    '',
    '#[test]',
    text`fn ${names[i] ?? ''}() {`,
    ...asks.map((ask, at) => step(ask, asks[at - 1]?.takes)),
    '}',
  ]);
}

function step(ask: Ask, taken: string | undefined): Text {
  const made = `&segment(&made, "${taken ?? 'id'}")`;
  const path =
    ask.rest === undefined
      ? rs(ask.path)
      : text`&[${rs(ask.path)}, ${made}${ask.rest === '' ? '' : text`, ${rs(ask.rest)}`}].concat()`;
  const body = ask.body === undefined ? '""' : rs(ask.body);
  const call = text`ask(${rs(ask.method)}, ${path}, ${ask.status.from}, ${ask.status.to}, ${body})`;
  return ask.takes === undefined ? text`    ${call};` : text`    let Some(made) = ${call} else { return };`;
}
