import { describe, expect, it } from '@jest/globals';
import { buildApp } from '../../lib/shoal-app.ts';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { DefinitionError } from '../../platform/validation/problem.ts';

function messageOf(act: () => unknown): string {
  try {
    act();
    return 'nothing was thrown';
  } catch (error) {
    if (error instanceof DefinitionError) return error.message;
    throw error;
  }
}

describe('what is wrong in several files', () => {
  it('is said at once, under the name of each file', () => {
    const message = messageOf(() =>
      buildApp({
        stages: stages.map((stage) => ({ ...stage, logDays: 8 })),
        services: services.map((service) => ({ ...service, port: 80 })),
        imageTagOf: () => 'one',
      }),
    );
    const files = message.split('\n').filter((line) => !line.startsWith('  '));
    expect(files).toEqual([
      'platform/stages.ts:',
      ...services.map(({ name }) => `services/${name}/service.ts:`),
    ]);
    expect(message).toContain(
      "  service 'carts': port 80 is no whole number in bounds, allowed: 1024 to 65535; use 1024",
    );
  });
});
