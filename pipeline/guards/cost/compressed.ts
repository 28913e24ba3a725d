/** What remains of lines that are kept compressed, as CloudWatch bills them and as files in an archive are. */
export const compressed = 0.15;
