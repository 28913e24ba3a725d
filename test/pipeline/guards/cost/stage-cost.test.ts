import { describe, expect, it } from '@jest/globals';
import { UnknownPriceError } from '../../../../pipeline/guards/cost/prices/price.ts';
import { stackOf } from '../../../../pipeline/guards/cost/stack.ts';
import { costOf, costOfAll } from '../../../../pipeline/guards/cost/stage-cost.ts';
import { UnpricedTypesError } from '../../../../pipeline/guards/cost/unpriced.ts';
import { cents, costWith, stackWith } from './charges-of.ts';

describe('the cost of a stage', () => {
  it('is that of its resources, without what another stage has', () => {
    const other = stackOf(
      { stage: 'prod', name: 'prod-some', region: 'eu-central-1' },
      { Resources: { Key: { Type: 'AWS::KMS::Key' } } },
    );
    const costs = costOfAll([stackWith({ Secret: ['AWS::SecretsManager::Secret'] }), other]);
    expect(costs.map(({ stage, monthly }) => [stage, cents(monthly)])).toEqual([
      ['dev', 0.4],
      ['prod', 1],
    ]);
  });

  it('knows which resources cost nothing', () => {
    const cost = costWith({ Role: ['AWS::IAM::Role'], Release: ['Custom::Release'], Key: ['AWS::KMS::Key'] });
    expect(cost.free).toEqual(['dev-some/Role', 'dev-some/Release']);
    expect(cost.resources.map(({ address }) => address)).toEqual(['dev-some/Key']);
  });

  it('is refused where a type is neither priced nor free, naming type, stack, id and what to do', () => {
    const resources = { One: ['AWS::Redshift::Cluster'], Two: ['AWS::Redshift::Cluster'] } as const;
    expect(() => costWith(resources)).toThrow(UnpricedTypesError);
    expect(() => costWith(resources)).toThrow(
      /^AWS::Redshift::Cluster of dev-some\/One and 1 more is neither priced nor free\.\nAdd its pricing to pipeline\/guards\/cost\/pricers\/, or to pipeline\/guards\/cost\/free-types\.ts/,
    );
  });

  it('is refused where a size has no price, naming those that have one', () => {
    const resources = {
      Cache: ['AWS::ElastiCache::ReplicationGroup', { CacheNodeType: 'cache.z9.huge' }],
    } as const;
    expect(() => costWith(resources)).toThrow(UnknownPriceError);
    expect(() => costWith(resources)).toThrow(
      /no price of 'cache\.z9\.huge' in eu-central-1.*add it to pipeline\/guards\/cost\/prices\/eu-central-1\.ts/,
    );
  });

  it('is refused in a region without prices', () => {
    const stack = stackOf(
      { stage: 'dev', name: 'dev-some', region: 'mars-north-1' },
      { Resources: { Key: { Type: 'AWS::KMS::Key' } } },
    );
    expect(() => costOf('dev', [stack])).toThrow(
      'there are no prices of mars-north-1, known: eu-central-1, eu-west-1; add pipeline/guards/cost/prices/mars-north-1.ts, as docs/cost.md says',
    );
  });
});
