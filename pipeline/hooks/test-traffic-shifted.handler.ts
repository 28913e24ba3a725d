import { hookParts } from './hook-parts.ts';
import { createTestTrafficShifted } from './test-traffic-shifted.ts';

export const handler = createTestTrafficShifted(hookParts);
