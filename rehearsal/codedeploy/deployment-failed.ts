/** The codes CodeDeploy ends a deployment with. */
export type DeploymentErrorCode =
  | 'ALARM_ACTIVE'
  | 'ECS_UPDATE_ERROR'
  | 'HEALTH_CONSTRAINTS'
  | 'HOOK_EXECUTION_FAILURE'
  | 'INTERNAL_ERROR'
  | 'MANUAL_STOP'
  | 'TIMEOUT';

/** Why a deployment did not succeed. `Stopped` is somebody's wish or an alarm's, `Failed` its own doing. */
export class DeploymentFailedError extends Error {
  readonly code: DeploymentErrorCode;

  constructor(code: DeploymentErrorCode, message: string) {
    super(message);
    this.name = 'DeploymentFailedError';
    this.code = code;
  }

  get status(): 'Failed' | 'Stopped' {
    return this.code === 'MANUAL_STOP' || this.code === 'ALARM_ACTIVE' ? 'Stopped' : 'Failed';
  }
}
