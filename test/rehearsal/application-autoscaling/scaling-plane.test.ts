import { describe, expect, it } from '@jest/globals';
import { createScalingPlane } from '../../../rehearsal/application-autoscaling/scaling-plane.ts';

const call = {
  stackName: 's',
  stackId: 's',
  logicalId: 'l',
  type: 'AWS::…::ScalableTarget',
  progress: () => undefined,
};
const properties = {
  ServiceNamespace: 'ecs',
  ScalableDimension: 'ecs:service:DesiredCount',
  ResourceId: 'service/dev/catalog',
  MinCapacity: 2,
  MaxCapacity: 4,
};

function scalableTarget() {
  const calls: unknown[] = [];
  const plane = createScalingPlane({ region: 'eu-central-1', setBounds: (...args) => calls.push(args) });
  const [type] = plane.types;
  if (!type) throw new Error('no type');
  return { calls, type };
}

describe('a scalable target', () => {
  it('keeps a service within its bounds for as long as it is there', async () => {
    const { calls, type } = scalableTarget();
    const { physicalId } = await type.create({ ...call, properties });
    expect(physicalId).toBe('service/dev/catalog|ecs:service:DesiredCount|ecs');
    await type.delete({ ...call, physicalId, properties });
    expect(calls).toEqual([
      ['dev', 'catalog', { min: 2, max: 4 }],
      ['dev', 'catalog', undefined],
    ]);
  });

  it('of anything but an ECS service is refused', async () => {
    const { type } = scalableTarget();
    const table = {
      ...properties,
      ResourceId: 'table/orders',
      ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
    };
    await expect(type.create({ ...call, properties: table })).rejects.toThrow(
      "of 'table/orders' is not played here",
    );
  });

  it('with its bounds the wrong way round is refused', async () => {
    const { type } = scalableTarget();
    await expect(type.create({ ...call, properties: { ...properties, MinCapacity: 9 } })).rejects.toThrow(
      "minimum capacity 9 of 'service/dev/catalog' is above the maximum of 4",
    );
  });
});
