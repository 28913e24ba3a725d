import { describe, expect, it } from '@jest/globals';
import { command } from '../../../bin/commands/new-service.ts';

describe('npx shoal new-service', () => {
  it('refuses the name of a service that is there, and says where', async () => {
    await expect(command.run(['catalog'])).rejects.toThrow(
      /^There is a service 'catalog' already, in services\/catalog: choose another name\.$/,
    );
  });
});
