import { CustomResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ServiceContext } from './service-context.ts';

/** A service's schema, and the two database users that may work in it. */
export interface Tenant {
  readonly resource: CustomResource;
  readonly schema: string;
  /** Reads and writes. */
  readonly user: string;
  /** Changes the schema, and is known to the migration alone. */
  readonly migrateUser: string;
}

/** @returns nothing for a service that needs no database. */
export function tenant(scope: Construct, { service, data }: ServiceContext): Tenant | undefined {
  if (!service.needs.database) return undefined;
  const resource = new CustomResource(scope, 'Tenant', {
    resourceType: 'Custom::Tenant',
    serviceToken: data.tenants.serviceToken,
    properties: { Service: service.name },
  });
  return {
    resource,
    schema: resource.getAttString('Schema'),
    user: resource.getAttString('User'),
    migrateUser: resource.getAttString('MigrateUser'),
  };
}
