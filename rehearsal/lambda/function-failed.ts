/** How Lambda tells the caller that a handler threw, ended or took too long. */
export class FunctionFailed extends Error {
  readonly functionName: string;
  readonly errorType: string;
  readonly trace: readonly string[];

  constructor(functionName: string, { errorType, errorMessage, trace = [] }: FunctionErrorPayload) {
    super(errorMessage);
    this.name = 'FunctionFailed';
    this.functionName = functionName;
    this.errorType = errorType;
    this.trace = trace;
  }
}

/** Lambda's own form of an error. */
export interface FunctionErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}
