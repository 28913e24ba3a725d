import { randomUUID } from 'node:crypto';
import { AwsError, type PlayedType } from '../plane.ts';
import type { CodeDeployBook } from './codedeploy-book.ts';
import { requireEcs } from './compute-platform.ts';
import { nameOf } from './resource-name.ts';

export function applicationType(book: CodeDeployBook): PlayedType {
  return {
    type: 'AWS::CodeDeploy::Application',
    plays: ['ApplicationName', 'ComputePlatform'],
    inert: { Tags: 'nothing asks for an application by its tags' },
    replacedBy: ['ApplicationName', 'ComputePlatform'],
    async create(call) {
      requireEcs(call);
      const name = nameOf(call, 'ApplicationName');
      if (book.applications.has(name)) {
        throw new AwsError('ApplicationAlreadyExistsException', `Application already exists: ${name}`);
      }
      book.applications.set(name, { id: randomUUID(), name, createTime: Date.now() });
      return { physicalId: name, attributes: {} };
    },
    async update({ physicalId }) {
      return { physicalId, attributes: {} };
    },
    async delete({ physicalId }) {
      for (const group of book.groupsOf(physicalId)) book.groups.delete(`${physicalId}/${group.name}`);
      book.applications.delete(physicalId);
    },
  };
}
