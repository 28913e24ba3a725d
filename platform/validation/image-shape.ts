import type { ServiceDefinition } from '../service-definition.ts';
import { text } from './checks.ts';
import type { Problem } from './problem.ts';
import { Choice } from './shape.ts';
import { subjectOfService } from './subject.ts';

export const imageShape = new Choice(
  () => ({
    dockerfile: text({
      pattern: /^services\/[a-z0-9-]+\/([\w-]+\/)*[\w.-]*Dockerfile[\w.-]*$/,
      words: 'the path of a Dockerfile under services/',
      example: 'services/search/Dockerfile',
    }),
  }),
  { optional: true },
);

/** The tag of an image, and what starts its pipeline, follow the service's folder, and would miss a file elsewhere. */
export function imageProblemsOf(service: ServiceDefinition): readonly Problem[] {
  const { name, image } = service;
  if (image === undefined || image.dockerfile.startsWith(`services/${name}/`)) return [];
  return [
    {
      subject: subjectOfService(service),
      field: 'image.dockerfile',
      value: image.dockerfile,
      wrong: "is not in the service's own folder",
      allowed: `paths below services/${name}/`,
      fix: `move it to services/${name}/Dockerfile`,
    },
  ];
}
