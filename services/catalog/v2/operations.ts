export { createProduct } from './create-product.ts';
export { listProducts } from './list-products.ts';
export { readProduct } from './read-product.ts';
export { updateProduct } from './update-product.ts';
