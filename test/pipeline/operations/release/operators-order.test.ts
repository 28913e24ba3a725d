import type { Service } from '@aws-sdk/client-ecs';
import { describe, expect, it } from '@jest/globals';
import { operatorsOrder } from '../../../../pipeline/operations/release/operators-order.ts';

const running: Service = {
  taskSets: [
    {
      status: 'PRIMARY',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } },
      loadBalancers: [{ containerName: 'catalog', containerPort: 3001 }],
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }],
    },
  ],
};

const wish = {
  verb: 'rollback',
  operator: 'jan',
  stage: 'dev',
  service: 'catalog',
  taskDefinition: 'arn:aws:ecs:eu-central-1:000000000000:task-definition/dev-catalog:11',
  wakingHours: undefined,
  unique: '1f2e',
} as const;

describe('an order by an operator', () => {
  it('is proved and placed as what runs, and is not patient', () => {
    expect(operatorsOrder(wish, running)).toMatchObject({
      requestId: 'rollback/jan/1f2e',
      hook: 'CodeDeployHook_dev_catalog',
      application: 'dev-catalog',
      placement: { port: 3001, subnets: ['subnet-1'], securityGroups: ['sg-1'] },
      requestedAt: 0,
      anew: false,
    });
  });

  it('wants new tasks of the same revision where it is a restart', () => {
    expect(operatorsOrder({ ...wish, verb: 'restart' }, running).anew).toBe(true);
  });

  it('is refused where nothing serves, since nothing says where its tasks run', () => {
    expect(() => operatorsOrder(wish, { taskSets: [] })).toThrow(
      "service 'catalog': no task set of it has the traffic",
    );
  });
});
