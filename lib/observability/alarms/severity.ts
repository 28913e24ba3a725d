/** A page wakes somebody: customers are hurt now, or will be within the hour. A ticket is read in working hours. */
export const severities = ['page', 'ticket'] as const;

export type Severity = (typeof severities)[number];
