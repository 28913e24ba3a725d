/** How programs, packages and the network are reached from this machine; anything else that is set here stays out. */
const carried = [
  /^(PATH|HOME|USER|LANG|LC_ALL|TZ|TMPDIR)$/,
  /^npm_config_/i,
  /^(https?|no)_proxy$/i,
  /^(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR)$/,
  /^DOCKER_(HOST|CONFIG|CERT_PATH|TLS_VERIFY)$/,
];

/** What a command of a build gets of the environment that the player runs in: a build machine is nobody's desk. */
export function surroundings(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value !== undefined && carried.some((pattern) => pattern.test(name)) ? [[name, value]] : [],
    ),
  );
}
