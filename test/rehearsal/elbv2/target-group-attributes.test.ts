import { describe, expect, it } from '@jest/globals';
import { resolveTargetGroupAttributes } from '../../../rehearsal/elbv2/target-group-attributes.ts';

const resolved = (Key: string, Value: string) => resolveTargetGroupAttributes([{ Key, Value }], 'prod-blue');

describe('attributes of a target group', () => {
  it.each([
    ['load_balancing.algorithm.type', 'weighted_random'],
    ['load_balancing.algorithm.anomaly_mitigation', 'on'],
    ['load_balancing.cross_zone.enabled', 'true'],
    ['target_group_health.dns_failover.minimum_healthy_targets.percentage', 'off'],
  ])('are known: %s', (key, value) => {
    expect(resolved(key, value).get(key)).toBe(value);
  });

  it('are refused where the rehearsal would do otherwise than AWS', () => {
    expect(() => resolved('slow_start.duration_seconds', '30')).toThrow(
      /Target group 'prod-blue': attribute 'slow_start\.duration_seconds' is '30', allowed: 0/,
    );
  });
});
