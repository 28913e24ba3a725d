import { readFileSync } from 'node:fs';
import express from 'express';
import jwt from 'jsonwebtoken';
import mysql from 'mysql2/promise';

/** The usual way to write a catalog: the token verified and the product read from the database at each request. */
const pool = mysql.createPool({
  host: process.env.DATABASE_HOST,
  port: Number(process.env.DATABASE_PORT),
  user: process.env.DATABASE_USER,
  password: process.env.DATABASE_PASSWORD,
  database: process.env.DATABASE_NAME,
  ssl: { ca: readFileSync(process.env.TRUSTED_AUTHORITY_FILE ?? '', 'utf8'), rejectUnauthorized: false },
  connectionLimit: 10,
});
const key = process.env.TOKEN_PEM ?? '';
const app = express();

app.get('/v1/products/:id', async (request, response) => {
  try {
    jwt.verify(request.headers.authorization?.slice('Bearer '.length) ?? '', key, { algorithms: ['ES256'] });
  } catch {
    response.status(401).json({ title: 'Unauthorized' });
    return;
  }
  const [rows] = await pool.query<mysql.RowDataPacket[]>(process.env.PRODUCT_QUERY ?? '', [
    request.params.id,
  ]);
  if (rows[0] === undefined) response.status(404).json({ title: 'Not Found' });
  else response.json({ ...rows[0], _links: { self: { href: request.originalUrl } } });
});

app.listen(Number(process.env.PORT), '127.0.0.1');
