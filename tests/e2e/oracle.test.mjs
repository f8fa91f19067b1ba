// Our client against a Slack that none of us wrote: the Web API of the npm package "emulate". It knows no
// Socket Mode, so a small server in front of it opens the connections and hands on everything else.
//
// Where it is not like Slack: it answers 404 to methods it doesn't know (usergroups.users.list and users.conversations,
// without which there is nothing to catch up with), takes tokens that nobody knows for the administrator's, sends no
// X-OAuth-Scopes, and knows no time zones of people. Whether a token or a scope is missing is therefore asked of the sandbox alone.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { LogLevel, WebClient } from '@slack/web-api';
import { createEmulator } from 'emulate';
import { WebSocketServer } from 'ws';
import { inTime, request, run, start, temporaryFolder } from './huzzah.mjs';

const appToken = 'xapp-1-A0ORACLE-1-0123456789abcdef';
const botToken = 'xoxb-oracle-0123456789';
const adasToken = 'xoxp-ada-0123456789';
const scopes = ['chat:write', 'channels:read', 'channels:history', 'im:read', 'im:history', 'im:write', 'reactions:read',
  'reactions:write', 'users:read'];

const seed = {
  slack: {
    team: { name: 'The Oracle', domain: 'oracle' },
    users: ['ada', 'bruno', 'chiara', 'huzzah'].map((name) => ({ name, real_name: name, email: `${name}@example.com` })),
    channels: [{ name: 'temple' }],
    tokens: [
      { token: botToken, user: 'huzzah', scopes },
      { token: adasToken, user: 'ada', scopes },
    ],
  },
};

/** Socket Mode in front of a Web API. Emits "call" for every method that was handed on. */
class Front extends EventEmitter {
  calls = [];
  acknowledged = new Set();
  connections = new WebSocketServer({ noServer: true });

  constructor(behind) {
    super();
    this.server = http.createServer(async (asked, answer) => {
      let body = '';
      for await (const piece of asked.setEncoding('utf8')) body += piece;
      const method = asked.url.replace('/api/', '');
      if (method === 'apps.connections.open') return this.#open(asked, answer);
      const { authorization, 'content-type': type } = asked.headers;
      const headers = { authorization, 'content-type': type };
      const answered = await request(behind + asked.url, { method: asked.method, headers, body });
      answer.writeHead(answered.status, { 'content-type': 'application/json' }).end(answered.text);
      this.calls.push({ method, args: new URLSearchParams(body), answer: answered.json });
      this.emit('call');
    });
    this.server.on('upgrade', (asked, socket, head) => {
      if (!asked.url.endsWith('ticket=once')) return socket.destroy();
      this.connections.handleUpgrade(asked, socket, head, (connection) => {
        this.bot = connection;
        connection.on('message', (frame) => {
          this.acknowledged.add(JSON.parse(frame).envelope_id);
          this.emit('ack');
        });
        connection.send(JSON.stringify({
          type: 'hello', num_connections: 1, connection_info: { app_id: 'A0ORACLE' },
          debug_info: { host: 'oracle', approximate_connection_time: 18060 },
        }));
      });
    });
  }

  async listen() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.authority = `127.0.0.1:${this.server.address().port}`;
  }

  close() {
    this.connections.clients.forEach((one) => one.terminate());
    this.server.closeAllConnections();
    this.server.close();
  }

  #open(asked, answer) {
    const ok = asked.method === 'POST' && asked.headers.authorization === `Bearer ${appToken}`;
    const url = `ws://${this.authority}/link?ticket=once`;
    answer.writeHead(200, { 'content-type': 'application/json' });
    answer.end(JSON.stringify(ok ? { ok, url } : { ok, error: 'invalid_auth' }));
  }

  /** Sends an event and waits until it is acknowledged. */
  async send(id, team, event) {
    this.bot.send(JSON.stringify({
      envelope_id: id, type: 'events_api', accepts_response_payload: false, retry_attempt: 0, retry_reason: '',
      payload: { type: 'event_callback', team_id: team, event_id: `Ev${id}`, event_time: 1, event },
    }));
    const seen = async () => {
      while (!this.acknowledged.has(id)) await once(this, 'ack');
    };
    await inTime(seen(), () => `the acknowledgement of ${id}`);
  }

  /** The call of that method number `times`, once it was answered. */
  async called(method, times = 1) {
    const found = () => this.calls.filter((one) => one.method === method);
    const seen = async () => {
      while (found().length < times) await once(this, 'call');
      return found()[times - 1];
    };
    return inTime(seen(), () => `${method} among ${this.calls.map((one) => one.method)}`);
  }
}

async function scene(t) {
  const emulator = await createEmulator({ service: 'slack', port: 0, seed });
  t.after(() => emulator.close());
  const behind = emulator.url.replace('localhost', '127.0.0.1');
  const front = new Front(behind);
  await front.listen();
  t.after(() => front.close());
  const client = (token) => new WebClient(token, { slackApiUrl: `${behind}/api/`, logLevel: LogLevel.ERROR });
  const [slack, ada] = [client(botToken), client(adasToken)];
  const people = Object.fromEntries((await slack.users.list({})).members.map((one) => [one.name, one.id]));
  const { team_id: team } = await slack.auth.test();
  const { channels } = await slack.conversations.list({});
  const channel = channels.find((one) => one.name === 'temple').id;
  const folder = temporaryFolder(t);
  const config = path.join(folder, 'huzzah.json');
  const database = path.join(folder, 'huzzah.db');
  writeFileSync(config, JSON.stringify({
    slack: { api_url: `http://${front.authority}/api/`, app_token: '${SLACK_APP_TOKEN}', bot_token: '${SLACK_BOT_TOKEN}' },
    storage: { path: database },
    calm: { from: '00:00', until: '00:00', days: 'every day', messages_a_day: 1000 },
    welcome: { first_kudos: false },
  }));
  const env = { SLACK_APP_TOKEN: appToken, SLACK_BOT_TOKEN: botToken };
  return { slack, ada, front, people, team, channel, config, database, env };
}

test('check is content with what the oracle says', async (t) => {
  const { config, env } = await scene(t);
  const { code, stdout } = await run(t, ['check', '--config', config], { env });
  assert.equal(code, 0, stdout);
  assert.match(stdout, /✓ bot token: @huzzah of The Oracle/);
  assert.match(stdout, /✓ scopes: the server does not say/);
});

test('a kudos, its edit and its deletion are to be seen in the state of the oracle', async (t) => {
  const { slack, ada, front, people, team, channel, config, database, env } = await scene(t);
  const bot = start(t, ['run', '--config', config], { env });
  await bot.line(/ connected/);

  const text = `<@${people.bruno}> ++ for asking the *oracle*`;
  const { ts } = await ada.chat.postMessage({ channel, text });
  const said = { type: 'message', user: people.ada, text, ts, team };
  await front.send('1', team, { ...said, channel, channel_type: 'channel', event_ts: ts });
  await front.called('reactions.add');
  const { message } = await slack.reactions.get({ channel, timestamp: ts });
  assert.deepEqual(message.reactions.map((one) => [one.name, one.users]), [['tada', [people.huzzah]]]);

  await front.called('chat.postMessage');
  const { channel: direct } = await slack.conversations.open({ users: people.bruno });
  const read = async () => (await slack.conversations.history({ channel: direct.id, include_all_metadata: true })).messages;
  const [note, ...more] = await read();
  assert.deepEqual(more, []);
  assert.equal(note.user, people.huzzah);
  assert.match(note.text, new RegExp(`^<@${people.ada}> gave you :trophy:.*asking the`));
  assert.ok(note.blocks.length > 0);
  assert.ok(note.metadata.event_type, 'by which it is found again after a crash');

  const after = (seconds) => `${Number(ts.split('.')[0]) + seconds}.000100`;
  const better = { ...said, text: `<@${people.bruno}> ++ for asking twice`, edited: { user: people.ada, ts: after(1) } };
  await front.send('2', team, {
    type: 'message', subtype: 'message_changed', channel, channel_type: 'channel', ts: after(1), event_ts: after(1),
    message: better, previous_message: said,
  });
  await front.called('chat.update');
  assert.deepEqual((await read()).map((one) => /twice/.test(one.text)), [true]);

  await ada.chat.delete({ channel, ts });
  await front.send('3', team, {
    type: 'message', subtype: 'message_deleted', channel, channel_type: 'channel', ts: after(2), event_ts: after(2),
    deleted_ts: ts, previous_message: better,
  });
  await front.called('chat.delete');
  assert.deepEqual(await read(), []);

  // Whatever the bot called was known there, or it is in the list at the top.
  const unknown = front.calls.filter((one) => one.answer?.ok === undefined).map((one) => one.method);
  assert.deepEqual(unknown.filter((method) => !/^(usergroups\.|users\.conversations$)/.test(method)), []);
  assert.equal((await bot.stop()).code, 0);
  const { stdout } = await run(t, ['export', '--format', 'jsonl', '--database', database]);
  const row = JSON.parse(stdout);
  assert.equal(row.receiver, people.bruno);
  assert.match(row.reason, /asking twice/);
  assert.ok(row.retracted_at);
});
