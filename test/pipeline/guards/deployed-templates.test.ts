import { describe, expect, it } from '@jest/globals';
import { deployedTemplates } from '../../../pipeline/guards/deployed-templates.ts';

interface Sent {
  readonly input: { readonly StackName?: string; readonly NextToken?: string };
}

const stack = (StackName: string, StackStatus: string) => ({ StackName, StackStatus });
const template = { Resources: { A: { Type: 'AWS::S3::Bucket' } } };

function cloudformation(body: string) {
  const send = async ({ input: { StackName: name, NextToken: token } }: Sent) => {
    if (name !== undefined) return { TemplateBody: body };
    return token === undefined
      ? {
          Stacks: [stack('dev-edge', 'UPDATE_COMPLETE'), stack('prod-edge', 'UPDATE_COMPLETE')],
          NextToken: '2',
        }
      : {
          Stacks: [
            stack('dev-data', 'CREATE_COMPLETE'),
            stack('dev-new', 'REVIEW_IN_PROGRESS'),
            stack('dev-failed', 'ROLLBACK_COMPLETE'),
            stack('dev-left', 'ROLLBACK_FAILED'),
          ],
        };
  };
  return { send: send as never };
}

describe('the templates of a stage', () => {
  it('are those of its stacks, on all pages, but for what is no stack yet or never came to be', async () => {
    const templates = await deployedTemplates(cloudformation(JSON.stringify(template)), 'dev');
    expect([...templates]).toEqual([
      ['dev-data', template],
      ['dev-edge', template],
    ]);
  });

  it('are ours, or nothing can be said of them', async () => {
    await expect(deployedTemplates(cloudformation('Resources:\n  A: {}\n'), 'dev')).rejects.toThrow(
      "the template of stack 'dev-data' is no JSON",
    );
  });
});
