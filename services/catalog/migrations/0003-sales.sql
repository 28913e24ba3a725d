CREATE TABLE sales (
  sold_on DATE NOT NULL,
  product_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  quantity INT UNSIGNED NOT NULL,
  PRIMARY KEY (sold_on, product_id),
  CONSTRAINT sales_of_product FOREIGN KEY (product_id) REFERENCES products (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

ALTER TABLE reservations ADD COLUMN tallied TINYINT UNSIGNED NOT NULL DEFAULT 0;

ALTER TABLE reservations ADD KEY reservations_to_tally (state, tallied);
