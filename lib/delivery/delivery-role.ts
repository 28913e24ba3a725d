import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';
import { type ArtifactPlace, artifactKeysIn, artifactsIn } from './artifact-grants.ts';

export interface DeliveryRoleProps {
  readonly roleName: string;
  readonly description: string;
  readonly assumedBy: iam.PrincipalBase;
  readonly may: readonly iam.PolicyStatement[];
  /** Where it reads or makes artifacts. @default - nowhere */
  readonly artifacts?: ArtifactPlace;
}

/** As whom one action of one pipeline works. Its permissions live and die with it. */
export class DeliveryRole extends iam.CfnRole {
  constructor(scope: Construct, id: string, props: DeliveryRoleProps) {
    const { roleName, description, assumedBy, may, artifacts } = props;
    super(scope, id, {
      roleName,
      description,
      assumeRolePolicyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({ actions: [assumedBy.assumeRoleAction], principals: [assumedBy] }),
        ],
      }),
      policies: [
        { policyName: 'Delivery', policyDocument: new iam.PolicyDocument({ statements: [...may] }) },
      ],
    });
    if (artifacts !== undefined) acknowledgeArtifacts(this, artifacts);
  }
}

/** Accepts the stars that permissions on artifacts have in them. */
export function acknowledgeArtifacts(role: Construct, place: ArtifactPlace): void {
  acknowledgeStar(
    role,
    artifactsIn(place),
    'The names of artifacts end in what CodePipeline makes up for each execution; the folder before it is that of the pipelines whose artifacts the role is for.',
  );
  acknowledgeStar(
    role,
    artifactKeysIn(place),
    'A condition narrows this to the one key with the alias of the artifacts, whose id is known only once it is there, in another account perhaps.',
  );
}
