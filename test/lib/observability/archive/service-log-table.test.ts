import { describe, expect, it } from '@jest/globals';
import {
  serviceLogColumns,
  serviceLogTable,
} from '../../../../lib/observability/archive/service-log-table.ts';
import { createIds } from '../../../../services/kit/telemetry/ids.ts';
import { createLog } from '../../../../services/kit/telemetry/log.ts';
import { startSpan } from '../../../../services/kit/telemetry/span.ts';
import { systemClock } from '../../../../services/kit/time/clock.ts';
import { startCatalog } from '../../../services/catalog/support/started-catalog.ts';

const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const table = serviceLogTable(90);
const { parameters } = table.format;

/** What the table's reader makes of a line: members by the names that it maps, compared as they are written. */
function read(line: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    table.columns.flatMap(({ name }) => {
      const member = parameters[`mapping.${name}`] ?? name;
      return member in line ? [[name, line[member]]] : [];
    }),
  );
}

/** Whether a value fits a column; one of text takes any, as it stands in the line. */
const fits: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: () => true,
  int: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  bigint: (value) => Number.isSafeInteger(value),
  double: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
};

async function linesOfRequests(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const catalog = await startCatalog();
  await (await fetch(`${catalog.url}/v1/categories`, { headers: { traceparent } })).text();
  await (await fetch(`${catalog.url}/v1/categories`)).text();
  await catalog.close();
  return catalog.lines;
}

function linesOfLog(): readonly Readonly<Record<string, unknown>>[] {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const log = createLog(
    { serviceName: 'catalog', serviceVersion: 'v1', logLevel: 'info' },
    { sink: { write: (line) => void lines.push(JSON.parse(line)), flush: () => {} } },
  );
  const span = startSpan(
    { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true },
    { log, clock: systemClock, ids: createIds(), name: 'GET catalog' },
  );
  span.end(200);
  span.end('timeout');
  log.error('something failed', { error: new TypeError('no such thing') });
  return lines;
}

const requests = (await linesOfRequests()).filter(({ message }) => message === 'request');
const others = linesOfLog();

describe('a line that a service really writes', () => {
  it('of a request or a span has no member that the table has no column for', () => {
    const kept = new Set(serviceLogColumns.map(({ name, member = name }) => member));
    const spans = others.filter(({ message }) => message === 'span');
    expect(requests.length).toBe(2);
    expect(spans.length).toBe(2);
    const lost = [...requests, ...spans].flatMap((line) =>
      Object.keys(line).filter((member) => !kept.has(member)),
    );
    expect(lost).toEqual([]);
  });

  it('has in each column a value of its type', () => {
    const wrong = [...requests, ...others].flatMap((line) => {
      const row = read(line);
      return table.columns
        .filter(({ name, type }) => name in row && fits[type]?.(row[name]) !== true)
        .map(({ name, type }) => `${name} is ${JSON.stringify(row[name])}, no ${type}`);
    });
    expect(wrong).toEqual([]);
  });

  it('fills every column but the count of lines that load left out, each by one kind at least', () => {
    const filled = new Set([...requests, ...others].flatMap((line) => Object.keys(read(line))));
    const empty = table.columns.map(({ name }) => name).filter((name) => !filled.has(name));
    expect(empty).toEqual(['unwritten']);
  });

  it('has its trace in a column by which it is asked for', () => {
    expect(read(requests[0] ?? {})).toMatchObject({
      message: 'request',
      route: '/v1/categories',
      status: 200,
      trace_id: 'a'.repeat(32),
      parent_span_id: 'b'.repeat(16),
      sampled: true,
    });
  });
});

it('the table compares names as they are written, since members have capitals and columns have none', () => {
  expect(parameters).toMatchObject({ 'case.insensitive': 'false', 'ignore.malformed.json': 'true' });
  expect(table.columns.filter(({ name }) => name !== name.toLowerCase())).toEqual([]);
  const mapped = serviceLogColumns
    .filter(({ member }) => member !== undefined)
    .map(({ name }) => `mapping.${name}`);
  expect(Object.keys(parameters).filter((key) => key.startsWith('mapping.'))).toEqual(mapped);
});
