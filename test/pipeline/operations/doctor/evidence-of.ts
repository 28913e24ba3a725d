import type {
  Evidence,
  StackEvidence,
  StoppedTask,
} from '../../../../pipeline/operations/doctor/evidence.ts';

export const now = Date.parse('2026-11-21T04:00:00Z');
export const minute = 60_000;

/** A service with which nothing is wrong. */
export function evidenceOf(changed: Partial<Evidence> = {}): Evidence {
  return {
    stage: 'dev',
    service: 'catalog',
    here: ' --stage dev',
    aws: 'aws --region eu-central-1',
    now,
    ecs: {
      desired: 2,
      running: 2,
      pending: 0,
      healthPath: '/health/ready',
      port: 3001,
      serving: 'arn:aws:ecs:eu-central-1:000000000000:task-definition/dev-catalog:12',
      remarks: [{ at: now - 60 * minute, message: '(service catalog) has reached a steady state.' }],
    },
    stopped: [],
    targets: [
      {
        group: 'dev-catalog-blue',
        weight: 100,
        targets: [{ address: '10.0.1.7', port: 3001, state: 'healthy', reason: '', description: '' }],
      },
      { group: 'dev-catalog-green', weight: 0, targets: [] },
    ],
    deployments: [],
    stack: {
      name: 'dev-catalog',
      status: 'UPDATE_COMPLETE',
      at: now - 60 * minute,
      begunAt: now - 65 * minute,
      failures: [],
    },
    alarms: [],
    lines: [],
    ...changed,
  };
}

export interface Stop {
  readonly reason?: string;
  readonly code?: string;
  readonly exitCode?: number;
  readonly containerReason?: string;
  readonly revision?: string;
}

/** A task as DescribeTasks gives it after its end. */
export function stoppedTask(stop: Stop): StoppedTask {
  const { reason = '', code = 'TaskFailedToStart', exitCode, containerReason = '' } = stop;
  return {
    id: '1f2e3d4c5b6a79881f2e3d4c5b6a7988',
    revision: stop.revision ?? 'dev-catalog:13',
    at: now - 4 * minute,
    code,
    reason,
    containers: [{ name: 'catalog', exitCode, reason: containerReason }],
  };
}

/** A stack that was put back since one of its resources, of that type, failed. */
export function failedStack(type: string, reason: string): StackEvidence {
  return {
    name: 'dev-catalog',
    status: 'UPDATE_ROLLBACK_COMPLETE',
    at: now - 5 * minute,
    begunAt: now - 8 * minute,
    failures: [{ logicalId: 'Migration', type, reason, at: now - 6 * minute }],
  };
}
