import { text } from '../../../../model/traced.ts';
import { lineComment } from '../literals.ts';
import { joined } from '../pieces.ts';
import { takesAny } from '../plan/scenario.ts';
import { about, type TestLanguage } from './language.ts';
import { type Syntax, testsOf } from './syntax.ts';

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

const syntax: Syntax = {
  language: 'rust',
  names: { lead: 'test', style: 'snake' },
  test: ({ name, requests }) => ['#[test]', text`fn ${name}() {`, ...requests, '}'],
  segment: property => `&segment(&made, "${property}")`,
  concatenate: pieces => text`&[${joined(pieces, ', ')}].concat()`,
  request: ({ answer, method, path, status, body = '""' }) => {
    const call = text`ask(${method}, ${path}, ${status.from}, ${status.to}, ${body})`;
    return answer ? text`    let Some(${answer}) = ${call} else { return };` : text`    ${call};`;
  },
};

export const rust: TestLanguage = {
  command: folder => `rustc --edition 2021 --test -o e2e-tests ${folder}e2e.rs && ./e2e-tests`,
  files: ({ service, scenarios }) => [
    {
      path: 'e2e.rs',
      kind: 'rust',
      lines: [
        lineComment('//', about(service, 'they ask nothing')),
        ...client,
        ...(takesAny(scenarios) ? taking : []),
        ...testsOf(syntax, scenarios),
      ],
    },
  ],
};
