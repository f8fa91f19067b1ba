// Pages of elsewhere in somebody's browser, and other machines: none of them reaches the sandbox, whichever
// door they try, by a name of their own that leads here (DNS rebinding) or by their scripts.
import assert from 'node:assert/strict';
import { readFileSync, readlinkSync, readdirSync } from 'node:fs';
import net from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { inTime, request, startSandbox } from './huzzah.mjs';

/** The status with which a WebSocket is let in (101) or refused. */
function knock(url, headers = {}) {
  const socket = new WebSocket(url, { headers });
  const done = new Promise((resolve) => {
    socket.once('open', () => resolve(101));
    socket.once('unexpected-response', (sent, response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    socket.on('error', () => {});
  });
  return inTime(done, () => `an answer at ${url}`).finally(() => socket.terminate());
}

/** The sockets on which a process listens, as "address:port" in the system's hexadecimal. */
function listening(pid) {
  const own = new Set(readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return []; // closed meanwhile
    }
  }));
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8').trim().split('\n').slice(1).map((line) => line.trim().split(/\s+/))
      .filter((row) => own.has(`socket:[${row[9]}]`) && (row[3] === '0A' || kind.startsWith('udp')))
      .map((row) => `${kind} ${row[1]}`));
}

describe('the sandbox', () => {
  test('listens on loopback alone', async (t) => {
    const sandbox = await startSandbox(t);
    const { port } = new URL(sandbox.url);
    const sockets = listening(sandbox.program.process.pid);
    const wanted = Number(port).toString(16).toUpperCase().padStart(4, '0');
    assert.deepEqual(sockets, [`tcp 0100007F:${wanted}`]);
    const other = Object.values(networkInterfaces()).flat().find((one) => one.family === 'IPv4' && !one.internal);
    if (!other) return; // a machine without a network
    const refused = new Promise((resolve) => {
      const socket = net.connect(Number(port), other.address);
      socket.once('error', (problem) => resolve(problem.code));
      socket.once('connect', () => resolve('connected'));
    });
    assert.equal(await inTime(refused, () => 'a refusal'), 'ECONNREFUSED');
  });

  test('answers to its own names and pages alone, at every door', async (t) => {
    const sandbox = await startSandbox(t, { withBot: false });
    const { host, port } = new URL(sandbox.url);
    const ada = sandbox.person('Ada');
    const general = sandbox.channel('general');
    const foreignHosts = ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, `localhost.:${port}x`,
      `127.0.0.2:${port}`, `0.0.0.0:${port}`, `[::2]:${port}`, `evil@${host}`];
    const foreignOrigins = ['https://evil.example', 'null', `http://evil.example:${port}`, 'http://127.0.0.1',
      `http://127.0.0.1:${Number(port) + 1}`, `https://${host}`, `http://localhost:${port}`, 'file://'];
    const say = JSON.stringify({ channel: general, text: 'by a page of elsewhere' });
    const bearer = { authorization: `Bearer ${ada.token}` };
    const json = { 'content-type': 'application/json' };
    // A form needs no leave of the browser ("simple request"), so it is tried as well.
    const form = { 'content-type': 'text/plain' };
    const doors = [
      ['GET', '/'], ['GET', '/assets/main.js'], ['GET', '/archives/C1/p1'], ['GET', '/sandbox/bootstrap'],
      ['GET', '/sandbox/stats'], ['GET', '/files-pri/T0-F0/week.png'], ['GET', `/api/auth.test?token=${ada.token}`],
      ['POST', '/api/chat.postMessage', say, { ...json, ...bearer }],
      ['POST', '/api/chat.postMessage', `token=${ada.token}&channel=${general}&text=by+a+page+of+elsewhere`,
        { 'content-type': 'application/x-www-form-urlencoded' }],
      ['POST', '/api/apps.connections.open', '', { authorization: `Bearer ${sandbox.appToken}` }],
      ['POST', '/sandbox/clock', '{"forward":60}', form], ['POST', '/sandbox/faults', '{}', form],
      ['POST', '/sandbox/command', JSON.stringify({ token: ada.token, channel: general, command: '/kudos', text: 'me' }), form],
      ['POST', '/response/x', '{}', form], ['POST', '/upload/v1/x', 'x', form], ['OPTIONS', '/api/chat.postMessage'],
    ];
    for (const [method, door, body, headers] of doors) {
      const ask = (more) => request(sandbox.url + door, { method, body, headers: { ...headers, ...more } });
      for (const one of foreignHosts) assert.equal((await ask({ host: one })).status, 403, `${method} ${door} host ${one}`);
      for (const one of foreignOrigins) {
        const answer = await ask({ origin: one });
        assert.equal(answer.status, 403, `${method} ${door} origin ${one}`);
        assert.equal(answer.headers['access-control-allow-origin'], undefined);
      }
    }
    const { messages } = await sandbox.api('conversations.history', { channel: general }, ada.token);
    assert.ok(!messages.some((one) => one.text.includes('elsewhere')));

    // WebSockets, which browsers open across origins without asking.
    const live = `${sandbox.url.replace('http', 'ws')}/sandbox/live?token=${ada.token}`;
    const ticket = async () => (await sandbox.api('apps.connections.open', {}, sandbox.appToken)).url;
    for (const address of [() => live, ticket]) {
      for (const one of foreignHosts) assert.equal(await knock(await address(), { host: one }), 403, one);
      for (const one of foreignOrigins) assert.equal(await knock(await address(), { origin: one }), 403, one);
      assert.equal(await knock(await address()), 101);
      assert.equal(await knock(await address(), { origin: sandbox.url }), 101);
    }
    // By its own other name all is well, if the page is of that name as well.
    const local = `localhost:${port}`;
    assert.equal((await request(sandbox.url, { headers: { host: local, origin: `http://${local}` } })).status, 200);
  });
});
