/** What somebody wants to know. Whatever shows something is titled with the question that it answers. */
export type Question = `${string}?`;
