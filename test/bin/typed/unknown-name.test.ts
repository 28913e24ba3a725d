import { describe, expect, it } from '@jest/globals';
import { unknownName } from '../../../bin/typed/unknown-name.ts';

describe('unknownName', () => {
  it('names what was typed, the nearest that exists, and all that exist', () => {
    expect(unknownName('catlog', 'a service', ['gateway', 'catalog']).message).toBe(
      "'catlog' is not a service. Did you mean 'catalog'? Known: gateway, catalog.",
    );
  });

  it('guesses nothing where nothing is near', () => {
    expect(unknownName('warehouse', 'a service', ['gateway', 'catalog']).message).toBe(
      "'warehouse' is not a service. Known: gateway, catalog.",
    );
  });
});
