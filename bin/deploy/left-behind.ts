/** What is done of a deployment, and what goes on by itself, for whoever interrupts it. */
export function leftBehind(stage: string) {
  const nothing = `Nothing of ${stage} was changed.`;
  return {
    nothing,
    images: `Images that were pushed stay, and nobody pulls them. ${nothing}`,
    snapshot: `A snapshot may be on its way: npx shoal snapshot --list --stage ${stage}. ${nothing}`,
    stacks: `CloudFormation goes on with the stacks of ${stage} that it has begun, or takes them back, and begins no others: npx shoal doctor --stage ${stage} says how they ended, and the same command goes on.`,
  };
}
