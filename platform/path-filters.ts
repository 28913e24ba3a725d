import { imageContentOf } from './image-content.ts';

/** CodePipeline takes as many for one push. */
export const mostPathFilters = 8;

/** The files that start a service's pipeline when a push changes one of them: those that go into its image. */
export function pathFiltersOf(service: string): readonly string[] {
  const { folders, files } = imageContentOf(service);
  return [...folders.map((folder) => `${folder}/**`), ...files];
}

/** The files that start the platform's pipeline: those that templates are made of. */
export const platformPathFilters: readonly string[] = [
  'bin/**',
  'lib/**',
  'pipeline/**',
  'platform/**',
  'services/*/service.ts',
  'services/*/settings.ts',
  'package-lock.json',
  'cdk.json',
];
