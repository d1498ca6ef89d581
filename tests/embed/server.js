// A static file server as small as a course's own: a folder under a path, pages written by the test, headers for all.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { dist } from './material.js';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/**
 * @typedef {object} Site
 * @property {string} [folder]                   what is served; dist/ without it
 * @property {string} [at]                       the path under which it is served
 * @property {Record<string, string>} [pages]    further pages beside the folder's files
 * @property {Record<string, string>} [headers]  sent with every answer
 */

/**
 * @param {import('node:test').TestContext} t
 * @param {Site} [site]
 */
export async function serve(t, { folder = dist, at = '/', pages = {}, headers = {} } = {}) {
  /** @type {string[]} */
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname);
    // The browser's own question, not the page's.
    if (path === '/favicon.ico') return response.writeHead(204).end();
    asked.push(path);
    const name = normalize(path.slice(at.length)) || 'index.html';
    const file = name.endsWith('/') || name === '.' ? join(name, 'index.html') : name;
    const body = path.startsWith(at) ? await content(pages, folder, file) : null;
    if (body === null) return response.writeHead(404).end();
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    return response.writeHead(200, { 'content-type': type, ...headers }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  t.after(stop);
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { base: `http://127.0.0.1:${port}${at}`, asked, stop };
}

/**
 * @param {Record<string, string>} pages
 * @param {string} folder
 * @param {string} file
 */
function content(pages, folder, file) {
  return pages[file] ?? readFile(join(folder, file)).catch(() => null);
}
