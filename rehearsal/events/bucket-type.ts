import { generatedName } from '../generated-name.ts';
import { AwsError, type Played, type PlayedType } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { MessageServer } from './message-server.ts';

export interface BucketTypeParts {
  readonly server: MessageServer;
  readonly region: string;
}

/** `AWS::S3::Bucket` */
export function playBucket({ server, region }: BucketTypeParts): PlayedType {
  const played = (name: string): Played => ({
    physicalId: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    },
  });
  const send = async (method: 'PUT' | 'DELETE', name: string): Promise<void> => {
    const { status, body } = await server.request({
      method,
      url: `/${name}`,
      headers: { host: 'localhost' },
      body: '',
    });
    if (status >= 300) throw new AwsError('BucketRefused', body.toString(), status);
  };
  return {
    type: 'AWS::S3::Bucket',
    plays: ['BucketName'],
    inert: {
      AccessControl: 'nothing here asks for permission',
      BucketEncryption: 'data here is not encrypted at rest',
      LifecycleConfiguration: 'what is in a bucket here ends with the rehearsal',
      LoggingConfiguration: 'no access to a bucket is recorded here',
      OwnershipControls: 'nothing here asks for permission',
      PublicAccessBlockConfiguration: 'nothing here asks for permission',
      VersioningConfiguration: 'a bucket here keeps the newest version',
    },
    replacedBy: ['BucketName'],
    async create({ properties, stackName, logicalId }) {
      const name =
        new PropertyReader(`bucket '${logicalId}'`, properties).text('BucketName') ??
        generatedName(stackName, logicalId, 63).toLowerCase();
      await send('PUT', name);
      return played(name);
    },
    update: async ({ physicalId }) => played(physicalId),
    delete: ({ physicalId }) => send('DELETE', physicalId),
  };
}
