/**
 * What is done of a deployment, and what goes on by itself, for whoever interrupts it.
 * @param here what to type after a command to be in the same place; nothing in a rehearsal
 */
export function leftBehind(stage: string, here: string) {
  const nothing = `Nothing of ${stage} was changed.`;
  return {
    nothing,
    images: `Images that were pushed stay, and nobody pulls them. ${nothing}`,
    snapshot: `A snapshot may be on its way: npx shoal snapshot --list${here}. ${nothing}`,
    stacks: `What CloudFormation has begun of ${stage} by now, if anything, goes on by itself or is taken back, and no other stack is begun: npx shoal doctor${here} says how it ended, and the same command goes on.`,
  };
}
