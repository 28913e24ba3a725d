CREATE TABLE stock (
  product_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  on_hand INT UNSIGNED NOT NULL,
  reserved INT UNSIGNED NOT NULL,
  PRIMARY KEY (product_id),
  CONSTRAINT stock_of_product FOREIGN KEY (product_id) REFERENCES products (id),
  CONSTRAINT stock_covers_reserved CHECK (reserved <= on_hand)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE reservations (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  held_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  asked CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  KEY reservations_to_expire (state, expires_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE reservation_items (
  reservation_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  product_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  quantity INT UNSIGNED NOT NULL,
  PRIMARY KEY (reservation_id, product_id),
  CONSTRAINT items_of_reservation FOREIGN KEY (reservation_id) REFERENCES reservations (id),
  CONSTRAINT items_of_product FOREIGN KEY (product_id) REFERENCES products (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
