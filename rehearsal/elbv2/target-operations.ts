import { AwsError, type Operation } from '../plane.ts';
import type { BalancerBook } from './balancer-book.ts';
import type { KeyValue } from './known-attributes.ts';
import { listOf, type Members, required } from './request-members.ts';
import type { TargetAddress } from './target.ts';

/** The calls that change targets and tags. */
export function targetOperations(book: BalancerBook): Readonly<Record<string, Operation>> {
  return {
    RegisterTargets(input) {
      const { group, definition } = book.targetGroup(required(input, 'TargetGroupArn'));
      for (const target of targetsOf(input, definition.port)) group.register(target);
      return {};
    },
    DeregisterTargets(input) {
      const { group, definition } = book.targetGroup(required(input, 'TargetGroupArn'));
      // AWS answers at once and drains afterwards.
      for (const target of targetsOf(input, definition.port)) void group.deregister(target);
      return {};
    },
    AddTags(input) {
      for (const arn of listOf(input, 'ResourceArns')) {
        const tags = book.tagsOf(arn);
        for (const { Key = '', Value = '' } of listOf<KeyValue>(input, 'Tags')) tags.set(Key, Value);
      }
      return {};
    },
    RemoveTags(input) {
      for (const arn of listOf(input, 'ResourceArns')) {
        for (const key of listOf(input, 'TagKeys')) book.tagsOf(arn).delete(key);
      }
      return {};
    },
  };
}

function targetsOf(input: Members, byDefault: number): readonly TargetAddress[] {
  return listOf<{ readonly Id?: string; readonly Port?: string }>(input, 'Targets').map(
    ({ Id = '', Port }) => {
      if (!/^127\.\d+\.\d+\.\d+$/.test(Id)) {
        throw new AwsError(
          'InvalidTarget',
          `The IP address '${Id}' is not within the rehearsal's network 127.0.0.0/8`,
        );
      }
      return { address: Id, port: Number(Port ?? byDefault) };
    },
  );
}
