const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Requests by route and status, and their latency, in the text format of Prometheus. */
export function createMetrics() {
  const startedAt = Date.now() / 1000 - process.uptime();
  const requests = new Map();
  const latencies = new Map();

  function observe(route, status, seconds) {
    const labels = `route="${route}",status="${status}"`;
    requests.set(labels, (requests.get(labels) ?? 0) + 1);
    const latency = latencies.get(route) ?? { buckets: bounds.map(() => 0), sum: 0, count: 0 };
    latencies.set(route, latency);
    for (const [i, bound] of bounds.entries()) if (seconds <= bound) latency.buckets[i] += 1;
    latency.sum += seconds;
    latency.count += 1;
  }

  function text() {
    const lines = ['# TYPE http_requests_total counter'];
    for (const [labels, count] of requests) lines.push(`http_requests_total{${labels}} ${count}`);
    lines.push('# TYPE http_request_duration_seconds histogram');
    for (const [route, latency] of latencies) lines.push(...histogram(route, latency));
    lines.push('# TYPE process_start_time_seconds gauge', `process_start_time_seconds ${startedAt}`);
    return `${lines.join('\n')}\n`;
  }

  return { observe, text };
}

function histogram(route, { buckets, sum, count }) {
  const name = 'http_request_duration_seconds';
  const label = `route="${route}"`;
  return [
    ...bounds.map((bound, i) => `${name}_bucket{${label},le="${bound}"} ${buckets[i]}`),
    `${name}_bucket{${label},le="+Inf"} ${count}`,
    `${name}_sum{${label}} ${sum}`,
    `${name}_count{${label}} ${count}`,
  ];
}
