import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { goRuntime, nodeRuntime, pythonRuntime, type Runtime } from './stand-ins.ts';

/** A service to build: what it takes, and what is written into an empty folder. */
export interface Sample {
  readonly name: string;
  readonly runtime: Runtime | undefined;
  readonly layOut: (folder: string) => void;
  /** The program that is the first process. */
  readonly first: RegExp;
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

const described = (language: string, version: string, more: readonly string[]) =>
  [
    `name: ${language}-sample`,
    `language: ${language}`,
    `languageVersion: "${version}"`,
    'port: 8080',
    'image: { repository: registry.example.com/team/sample }',
    'health: { live: /health/live, ready: /health/ready, intervalSeconds: 1 }',
    ...more,
    '',
  ].join('\n');

/** Ends with 0 when it is told to, after it has answered what it has in hand. */
const pythonSource = `import os, signal, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"well")

server = ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever()
`;

const goSource = `package main

import (
	"context"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	server := &http.Server{Addr: ":" + os.Getenv("PORT"), Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte("well"))
	})}
	told, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	go server.ListenAndServe()
	<-told.Done()
	server.Shutdown(context.Background())
}
`;

/** The example in Node, and a small service in Python and in Go. */
export function samples(project: string): readonly Sample[] {
  const [node, python, go] = [nodeRuntime(), pythonRuntime(), goRuntime()];
  return [
    {
      name: 'the example, in Node',
      runtime: node,
      layOut: folder => cpSync(join(project, 'examples', 'orders'), folder, { recursive: true }),
      first: /^node server\.js$/,
    },
    {
      name: 'a service in Python',
      runtime: python,
      layOut: folder =>
        write(folder, {
          'main.py': pythonSource,
          'requirements.txt': '',
          'devops-flow.yaml': described('python', python?.version ?? '', ['command: [python, main.py]']),
        }),
      first: /^python main\.py$/,
    },
    {
      name: 'a service in Go',
      runtime: go,
      layOut: folder =>
        write(folder, {
          'main.go': goSource,
          'go.mod': `module example.com/sample\n\ngo ${go?.version ?? ''}\n`,
          'devops-flow.yaml': described('go', go?.version ?? '', []),
        }),
      first: /^\/app\/[\w-]+$/,
    },
  ];
}
