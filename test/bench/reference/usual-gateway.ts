import express from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import jwt from 'jsonwebtoken';

/** The usual way to write a gateway: the token verified at each request, a middleware that proxies. */
const key = process.env.TOKEN_PEM ?? '';
const app = express();

app.use((request, response, next) => {
  try {
    jwt.verify(request.headers.authorization?.slice('Bearer '.length) ?? '', key, { algorithms: ['ES256'] });
    next();
  } catch {
    response.status(401).json({ title: 'Unauthorized' });
  }
});
app.use(createProxyMiddleware({ target: process.env.CATALOG_URL, changeOrigin: false }));

app.listen(Number(process.env.PORT), '127.0.0.1');
