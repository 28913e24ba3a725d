import {
  type App,
  CloudFormationValidatePlugin,
  type IPolicyValidationContext,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Validations,
} from 'aws-cdk-lib';

/** Holds every stack of the app to the schemas of CloudFormation: the types there are, their properties, and what these may be. */
export function checkSchemas(app: App): void {
  Validations.of(app).addPlugins(new SchemasForConstructsToo());
}

/**
 * CDK validates by itself, but its own constructs accept their own errors for whoever uses them: the flow log that writes
 * `fileFormat` for `FileFormat` does. Here an error has another name, `Shoal-F3002` for `F3002`, which only we can accept.
 */
class SchemasForConstructsToo extends CloudFormationValidatePlugin {
  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const report = super.validate(context);
    return {
      ...report,
      success: !report.violations.some(isError),
      violations: report.violations.map(ours),
      // Told in the report, where a law sees that this is what has looked at the templates.
      metadata: { acceptedByConstructs: 'no error' },
    };
  }
}

function ours(violation: PolicyViolation): PolicyViolation {
  if (!isError(violation)) return violation;
  return { ...violation, ruleName: `Shoal-${violation.ruleName}`, severity: 'error' };
}

/** A value that is none of those allowed is a warning to CDK, and on AWS the end of a deployment. */
function isError({ ruleName, severity }: PolicyViolation): boolean {
  return severity === 'error' || ruleName === 'W3030';
}
