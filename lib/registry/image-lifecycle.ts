/** Longer than any stage runs a version without starting one task of it: every task is replaced each week. */
const unusedDays = 180;
/** Longer than anybody goes back to. ECR charges an archived image for 90 days at least. */
const archivedDays = 365;

/**
 * When an image goes. Not by count: a hundred pushes may come between two releases of a stage, and the image it runs
 * would be the oldest. What no task has pulled for half a year is archived, from where it can be restored, and only
 * what nobody restored for a year more is deleted. What has no tag belongs to something that has one: signatures, and
 * the parts of an index; nothing loses its tag here.
 */
export const imageLifecycle = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: 'Images that no stage has started a task of for half a year',
      selection: {
        tagStatus: 'any',
        countType: 'sinceImagePulled',
        countUnit: 'days',
        countNumber: unusedDays,
      },
      action: { type: 'transition', targetStorageClass: 'archive' },
    },
    {
      rulePriority: 2,
      description: 'Images that nobody restored',
      selection: {
        tagStatus: 'any',
        storageClass: 'archive',
        countType: 'sinceImageTransitioned',
        countUnit: 'days',
        countNumber: archivedDays,
      },
      action: { type: 'expire' },
    },
  ],
});
