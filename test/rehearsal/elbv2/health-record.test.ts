import { describe, expect, it } from '@jest/globals';
import { HealthRecord } from '../../../rehearsal/elbv2/health-record.ts';

const thresholds = { healthy: 3, unhealthy: 2, intervalMs: 5000 };
const refused = { code: 'Target.FailedHealthChecks', description: 'Health checks failed' };

describe('a target under health checks', () => {
  it('is asked often while it is initial and at the group’s interval afterwards', () => {
    const record = new HealthRecord(thresholds, 0);
    expect(record.nextCheckMs).toBe(100);
    record.passed();
    expect(record.nextCheckMs).toBe(5000);
  });

  it('is healthy after its first pass', () => {
    const record = new HealthRecord(thresholds, 0);
    record.passed();
    expect(record.state).toBe('healthy');
    expect(record.reason).toBeUndefined();
  });

  it('stays initial through quick failures until the time the threshold stands for has passed', () => {
    const record = new HealthRecord(thresholds, 0);
    for (let at = 0; at < 10_000; at += 100) record.failed(refused, at);
    expect(record.state).toBe('initial');
    record.failed(refused, 10_000);
    expect(record.state).toBe('unhealthy');
    expect(record.reason).toEqual(refused);
  });

  it('is unhealthy only after as many failures in a row as the threshold says', () => {
    const record = new HealthRecord(thresholds, 0);
    record.passed();
    record.failed(refused, 1);
    record.passed();
    record.failed(refused, 2);
    expect(record.state).toBe('healthy');
    record.failed(refused, 3);
    expect(record.state).toBe('unhealthy');
  });

  it('is healthy again only after as many passes in a row as the threshold says', () => {
    const record = new HealthRecord(thresholds, 0);
    record.passed();
    record.failed(refused, 1);
    record.failed(refused, 2);
    record.passed();
    record.passed();
    record.failed(refused, 3);
    record.passed();
    record.passed();
    expect(record.state).toBe('unhealthy');
    record.passed();
    expect(record.state).toBe('healthy');
  });
});
