import { describe, expect, it } from '@jest/globals';
import { awsCommand } from '../../../pipeline/operations/aws-command.ts';

describe('what to type for aws', () => {
  it('names the region, which the shell need not have', () => {
    expect(awsCommand({ region: 'eu-central-1' })).toBe('aws --region eu-central-1');
  });

  it('reaches a rehearsal, with keys that are none', () => {
    expect(awsCommand({ region: 'eu-central-1', endpoint: 'http://127.0.0.1:8000' })).toBe(
      'AWS_ENDPOINT_URL=http://127.0.0.1:8000 AWS_DEFAULT_REGION=eu-central-1 AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x aws',
    );
  });
});
