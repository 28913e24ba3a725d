CREATE TABLE signing_keys (
  generation INT UNSIGNED NOT NULL,
  key_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  public_key VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sealed_private_key VARBINARY(1000) NOT NULL,
  signs_from DATETIME(3) NOT NULL,
  published_until DATETIME(3) NULL,
  PRIMARY KEY (generation),
  UNIQUE KEY signing_keys_by_id (key_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
