import { describe, expect, it } from '@jest/globals';
import { requestIdOf, whoOf } from '../../../pipeline/release/who.ts';

describe('who started a deployment', () => {
  it('is told by name where an operator did', () => {
    const requestId = requestIdOf({ verb: 'rollback', operator: 'jan@shoal.example' }, '1f2e');
    const description = `Custom::Release ${requestId} of dev-catalog:11 with 2 tasks`;
    expect(whoOf({ description, creator: 'user' })).toBe('jan@shoal.example, with npx shoal rollback');
  });

  it('is its stack where CloudFormation asked for it', () => {
    const description = 'Custom::Release 0a1b-2c3d of dev-catalog:11 with 2 tasks';
    expect(whoOf({ description, creator: 'user' })).toBe('a deployment of its stack');
  });

  it('is what CodeDeploy says where nobody left a mark', () => {
    expect(whoOf({ description: 'by hand', creator: 'user' })).toBe('user');
    expect(whoOf({ description: undefined, creator: 'codeDeployRollback' })).toBe('codeDeployRollback');
  });

  it('leaves no blank or slash in the mark, which would end it', () => {
    expect(requestIdOf({ verb: 'restart', operator: 'Jan de Vries/x' }, '1f2e')).toBe(
      'restart/Jan-de-Vries-x/1f2e',
    );
  });
});
