import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe('stages', () => {
  it('read outputs of their own stacks only', () => {
    const read = stacks.flatMap(({ name, stage, template }) =>
      [...JSON.stringify(template).matchAll(/"Fn::GetStackOutput":\{"StackName":"([^"]+)"/g)].map(
        ([, from]) => ({
          stack: name,
          stage,
          from,
        }),
      ),
    );
    expect(read.length).toBeGreaterThan(50);
    expect(read.filter(({ stage, from }) => !from?.startsWith(`${stage}-`))).toEqual([]);
  });

  it('import nothing by name, which would tie stacks for good', () => {
    expect(stacks.filter(({ template }) => JSON.stringify(template).includes('Fn::ImportValue'))).toEqual([]);
  });

  it.each(stages)('$name names no other stage anywhere in its templates', ({ name }) => {
    const own = stacks.filter(({ stage }) => stage === name);
    expect(own.length).toBeGreaterThan(3);
    for (const other of stages.filter((stage) => stage.name !== name)) {
      const names = new RegExp(`[/"-]${other.name}[/"-]|${other.cidr.replaceAll('.', '\\.')}`);
      const naming = own.filter(({ template }) =>
        names.test(withoutDisks(JSON.stringify(template.Resources))),
      );
      expect(naming.map((stack) => stack.name)).toEqual([]);
    }
  });
});

/** A disk is called `/dev/xvda` in every stage. */
function withoutDisks(text: string): string {
  return text.replaceAll('/dev/xvda', '');
}
