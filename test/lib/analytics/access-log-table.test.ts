import { describe, expect, it } from '@jest/globals';
import { accessLogColumns, accessLogPattern } from '../../../lib/analytics/access-log-table.ts';

/** A line as the table's reader takes it apart: by column, or nothing where the line does not match as a whole. */
function read(line: string): Readonly<Record<string, string | undefined>> | undefined {
  const found = new RegExp(`^${accessLogPattern}$`).exec(line);
  if (found === null) return undefined;
  return Object.fromEntries(accessLogColumns.map(({ name }, index) => [name, found[index + 1]]));
}

const answered = [
  'https 2026-11-21T02:03:04.123456Z app/shoal-prod-public/50dc6c495c0c9188 203.0.113.7:51413 10.30.17.5:8080',
  '0.000 0.012 0.000 201 201 812 431 "POST https://shoal.example:443/v1/orders?a=b HTTP/2.0"',
  '"Mozilla/5.0 (X11; Linux x86_64)" TLS_AES_128_GCM_SHA256 TLSv1.3',
  'arn:aws:elasticloadbalancing:eu-central-1:000000000000:targetgroup/prod-gateway-blue/73e2d6bc24d8a067',
  '"Root=1-58337262-36d228ad5d99923122bbe354" "shoal.example" "arn:aws:acm:eu-central-1:0:certificate/1" 1',
  '2026-11-21T02:03:04.111000Z "waf,forward" "-" "-" "10.30.17.5:8080" "201" "-" "-" TID_1234abcd',
].join(' ');

const refused =
  'http 2026-11-21T02:03:04.123456Z app/shoal-dev-public/50dc6c495c0c9188 203.0.113.7:51413 - -1 -1 -1 503 - 84 337 "GET http://example:80/a b HTTP/1.1" "curl/8" - - arn:aws:elasticloadbalancing:eu-central-1:0:targetgroup/dev-gateway-blue/73 "Root=1-5" "-" "-" 0 2026-11-21T02:03:04.111000Z "forward" "-" "-" "-" "-" "-" "-"';

describe('a line of the access log', () => {
  it('is taken apart into the columns of the table', () => {
    expect(read(answered)).toMatchObject({
      type: 'https',
      time: '2026-11-21T02:03:04.123456Z',
      client_ip: '203.0.113.7',
      client_port: '51413',
      target_ip: '10.30.17.5',
      target_port: '8080',
      target_processing_time: '0.012',
      elb_status_code: '201',
      request_verb: 'POST',
      request_url: 'https://shoal.example:443/v1/orders?a=b',
      request_proto: 'HTTP/2.0',
      ssl_protocol: 'TLSv1.3',
      trace_id: 'Root=1-58337262-36d228ad5d99923122bbe354',
      actions_executed: 'waf,forward',
      conn_trace_id: 'TID_1234abcd',
    });
  });

  it('of a request that no task answered has no task in it, and an URL as the client wrote it', () => {
    expect(read(refused)).toMatchObject({
      target_ip: '',
      target_port: '',
      elb_status_code: '503',
      target_status_code: '-',
      request_url: 'http://example:80/a b',
      conn_trace_id: undefined,
    });
  });

  it('may end in fields that AWS adds one day', () => {
    expect(read(`${answered} "a host" "another" -`)?.conn_trace_id).toBe('TID_1234abcd');
  });

  it('has a group of the pattern for every column', () => {
    const groups = new RegExp(`${accessLogPattern}|`).exec('')?.length ?? 0;
    expect(groups - 1).toBe(accessLogColumns.length);
  });
});
