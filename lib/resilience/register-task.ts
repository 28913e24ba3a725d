/**
 * What the fault agent runs: it registers its task with Systems Manager, marked with the tags by which the Fault Injection
 * Service finds the task, waits, and leaves no trace when the task stops. The image brings the agent and nothing else.
 */
export const registerTask = `set -euo pipefail
dnf install --assumeyes --quiet awscli jq procps-ng
about=$(curl --silent --fail "$ECS_CONTAINER_METADATA_URI_V4/task")
zone=$(jq --exit-status --raw-output .AvailabilityZone <<<"$about")
task=$(jq --exit-status --raw-output .TaskARN <<<"$about")
export AWS_REGION="\${zone%?}"
activation=$(aws ssm create-activation --iam-role "$MANAGED_INSTANCE_ROLE_NAME" --tags \\
  "Key=ECS_TASK_ARN,Value=$task" \\
  "Key=ECS_TASK_AVAILABILITY_ZONE,Value=$zone" \\
  "Key=FAULT_INJECTION_SIDECAR,Value=true")
id=$(jq --exit-status --raw-output .ActivationId <<<"$activation")
code=$(jq --exit-status --raw-output .ActivationCode <<<"$activation")
agent=
leave() {
  aws ssm delete-activation --activation-id "$id" || true
  aws ssm deregister-managed-instance --instance-id "$(jq --raw-output .ManagedInstanceID /var/lib/amazon/ssm/registration)" || true
  [ -z "$agent" ] || kill "$agent"
}
trap leave TERM INT
amazon-ssm-agent -register -code "$code" -id "$id" -region "$AWS_REGION"
amazon-ssm-agent &
agent=$!
wait "$agent"
`;
