/**
 * Names grow into AWS names with short limits. The tightest is a target group's, 32 characters for
 * `<stage>-<service>-green`, which leaves 25 for both; a database user `<service>_migrate` has 32 for itself.
 */
export const nameLimits = { stage: 8, service: 17 } as const;

export const namePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const nameWords = 'small letters, digits and single dashes, a letter first';
