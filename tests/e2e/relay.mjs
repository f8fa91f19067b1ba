// What may stand between the bot and Slack: a proxy, and a server that goes by a name of its own.
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';

async function listen(t, server) {
  const open = new Set();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return server.address().port;
}

function join(one, other) {
  for (const [from, to] of [[one, other], [other, one]]) {
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}

/**
 * An HTTP proxy that only knows CONNECT, and takes every host for this machine. `asked`: what it was asked
 * for, as {target, authorization}.
 */
export async function startProxy(t) {
  const asked = [];
  const proxy = http.createServer((_, response) => response.writeHead(405).end());
  proxy.on('connect', (request, socket) => {
    asked.push({ target: request.url, authorization: request.headers['proxy-authorization'] });
    const onwards = net.connect(Number(request.url.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      join(socket, onwards);
    });
    onwards.on('error', () => socket.destroy());
  });
  return { port: await listen(t, proxy), asked };
}

/**
 * Serves over TLS, under `name`, what `origin` (an http URL) serves: requests as well as WebSockets.
 * Addresses of the origin in what it says become the relay's.
 */
export async function startRelay(t, { name, origin, certificate, privateKey }) {
  const { host, hostname, port: behind } = new URL(origin);
  let own;
  const relay = https.createServer({ cert: certificate, key: privateKey }, (request, response) => {
    const onwards = http.request(
      { host: hostname, port: behind, method: request.method, path: request.url, headers: { ...request.headers, host } },
      async (answer) => {
        let text = '';
        for await (const piece of answer.setEncoding('utf8')) text += piece;
        text = text.replaceAll(`ws://${host}`, `wss://${own}`).replaceAll(`http://${host}`, `https://${own}`);
        const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers;
        response.writeHead(answer.statusCode, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
      },
    );
    onwards.on('error', () => response.destroy());
    request.pipe(onwards);
  });
  relay.on('upgrade', (request, socket, head) => {
    const onwards = net.connect(Number(behind), hostname, () => {
      const fields = { ...request.headers, host };
      const lines = Object.entries(fields).map(([field, value]) => `${field}: ${value}\r\n`);
      onwards.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('')}\r\n`);
      onwards.write(head);
      join(socket, onwards);
    });
    onwards.on('error', () => socket.destroy());
  });
  const port = await listen(t, relay);
  own = `${name}:${port}`;
  return { port, url: `https://${own}` };
}
