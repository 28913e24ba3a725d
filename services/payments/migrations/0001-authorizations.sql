CREATE TABLE authorizations (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  customer VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  amount INT UNSIGNED NOT NULL,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  operation VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
  doubtful TINYINT UNSIGNED NOT NULL,
  refusal VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  token VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  fingerprint CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  due_at DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  KEY authorizations_by_order (order_id),
  KEY authorizations_due (due_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE ledger_entries (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  authorization_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  posting VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount BIGINT NOT NULL,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  posted_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY ledger_posts_once (authorization_id, posting, account),
  KEY ledger_by_order (order_id),
  CONSTRAINT entries_of_authorization FOREIGN KEY (authorization_id) REFERENCES authorizations (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
