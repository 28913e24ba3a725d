import { isRecord, type Template } from '../cloudformation/template.ts';

/** A CodeBuild project that a pipeline starts. */
export interface BuildProject {
  readonly name: string;
  /** Path of its buildspec in the source. */
  readonly buildspec: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The projects of a template that take their source from a pipeline, by name. */
export function projectsIn({ Resources }: Template): ReadonlyMap<string, BuildProject> {
  const projects = Object.values(Resources).flatMap(({ Type, Properties }) => {
    if (Type !== 'AWS::CodeBuild::Project' || !isRecord(Properties)) return [];
    const { Name: name, Source } = Properties;
    const buildspec = isRecord(Source) ? Source.BuildSpec : undefined;
    if (typeof name !== 'string' || typeof buildspec !== 'string') return [];
    const { EnvironmentVariables } = isRecord(Properties.Environment) ? Properties.Environment : {};
    return [{ name, buildspec, environment: environmentOf(EnvironmentVariables, 'Name', 'Value') }];
  });
  return new Map(projects.map((project) => [project.name, project]));
}

/** What an action adds to the environment of the project that it starts. */
export function environmentOfAction(configuration: Readonly<Record<string, string>>) {
  return environmentOf(JSON.parse(configuration.EnvironmentVariables ?? '[]'), 'name', 'value');
}

/** What is only known in AWS stays out. */
function environmentOf(list: unknown, nameKey: string, valueKey: string): Record<string, string> {
  if (!Array.isArray(list)) return {};
  return Object.fromEntries(
    list.filter(isRecord).flatMap((each) => {
      const name = each[nameKey];
      const value = each[valueKey];
      return typeof name === 'string' && typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
