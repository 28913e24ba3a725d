import { CfnOutput, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { acknowledge } from '../validation/acknowledge.ts';
import { databaseInsights } from './database-insights.ts';
import { DatabaseLogs, exportedLogs } from './database-logs.ts';

export interface ReadReplicasProps {
  readonly stage: StageDefinition;
  readonly vpc: ec2.IVpc;
  readonly key: kms.IKey;
  readonly logKey: kms.IKey;
  readonly source: rds.DatabaseInstance;
  readonly sourceName: string;
  readonly parameterGroup: rds.IParameterGroup;
}

/**
 * Copies of the database that only answer reads, each with an output that says where: for reports and for whoever
 * promotes one. No service reads from them, since each has to read what it has just written.
 */
export class ReadReplicas extends Construct {
  /** What RDS calls them. */
  readonly identifiers: readonly string[];

  constructor(scope: Construct, id: string, props: ReadReplicasProps) {
    super(scope, id);
    const { stage, vpc, key } = props;
    this.identifiers = Array.from(
      { length: stage.database.replicas },
      (_, index) => `${props.sourceName}-reader-${index + 1}`,
    );
    for (const [index, identifier] of this.identifiers.entries()) {
      const number = index + 1;
      const replica = new rds.DatabaseInstanceReadReplica(this, `Reader${number}`, {
        instanceIdentifier: identifier,
        sourceDatabaseInstance: props.source,
        instanceType: new ec2.InstanceType(stage.database.instanceClass),
        vpc,
        vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
        securityGroups: props.source.connections.securityGroups,
        storageType: rds.StorageType.GP3,
        maxAllocatedStorage: stage.database.maxStorageGiB,
        parameterGroup: props.parameterGroup,
        iamAuthentication: true,
        caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1,
        autoMinorVersionUpgrade: true,
        preferredMaintenanceWindow: stage.database.maintenanceWindow,
        cloudwatchLogsExports: [...exportedLogs],
        ...databaseInsights(stage.database.insights, key),
        copyTagsToSnapshot: true,
        deletionProtection: stage.protectsData,
        // It holds a copy, of which RDS takes no last snapshot.
        removalPolicy: RemovalPolicy.DESTROY,
      });
      replica.node.addDependency(
        new DatabaseLogs(this, `Reader${number}Logs`, { stage, key: props.logKey, identifier }),
      );
      new CfnOutput(this, `Reader${number}Host`, {
        description: `Where ${identifier} answers reads`,
        value: replica.dbInstanceEndpointAddress,
      });
      acknowledgeEncryption(replica);
      acknowledge(replica, 'RDS11', 'As the database itself: another port hides nothing from a scan.');
      acknowledge(
        replica,
        'RDS3',
        'A copy needs no standby: it is made again from the database, which has one where its stage pays for it.',
      );
      acknowledge(
        replica,
        'RDS10',
        'It holds nothing that the database does not, and what it copies is protected there.',
      );
    }
  }
}

/** In the same region a copy is encrypted under the key of what it copies, and CloudFormation wants nothing said of it. */
function acknowledgeEncryption(replica: rds.DatabaseInstanceReadReplica): void {
  const reason =
    'A copy in the same region is encrypted under the key of the database it copies. A template that says so too is one that CloudFormation warns about.';
  acknowledge(replica, 'RDS2', reason);
  Validations.of(replica).acknowledge({ id: 'NIST.800.53.R5::NIST.800.53.R5-RDSStorageEncrypted', reason });
}
