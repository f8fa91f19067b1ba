// The sandbox's Web API against Slack's own client, @slack/web-api.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ErrorCode, LogLevel, WebClient, WebClientEvent } from '@slack/web-api';
import { request, startSandbox } from './huzzah.mjs';

const tinyPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const section = (text) => ({ type: 'section', text: { type: 'mrkdwn', text } });

/** That the call fails with one of Slack's words; what the server said. */
async function refused(call, word) {
  const problem = await call.then(
    (answer) => assert.fail(`${word} expected, but it was done: ${JSON.stringify(answer)}`),
    (error) => error,
  );
  assert.equal(problem.code, ErrorCode.PlatformError, String(problem));
  assert.equal(problem.data.error, word);
  return problem.data;
}

/** All items of all pages, and how many pages there were. */
async function readAll(pages, key) {
  const items = [];
  let count = 0;
  for await (const page of pages) {
    items.push(...page[key]);
    count += 1;
  }
  return { items, count };
}

describe('@slack/web-api', () => {
  const ends = [];
  let sandbox, slack, ada, asAda, live, general;
  const client = (token, more = {}) =>
    new WebClient(token, { slackApiUrl: sandbox.apiUrl, logLevel: LogLevel.ERROR, ...more });

  before(async () => {
    sandbox = await startSandbox({ after: (end) => ends.push(end) }, { withBot: false });
    slack = client(sandbox.botToken);
    ada = sandbox.person('Ada');
    asAda = client(ada.token);
    live = await ada.live();
    general = sandbox.channel('general');
  });

  after(async () => {
    for (const end of ends.reverse()) await end();
  });

  test('says who one is, and with which scopes', async () => {
    const me = await slack.auth.test();
    assert.equal(me.user_id, sandbox.bot);
    assert.equal(me.team, sandbox.world.team.name);
    assert.equal(me.team_id, sandbox.world.team.id);
    assert.match(me.bot_id, /^B/);
    assert.ok(me.response_metadata.scopes.includes('chat:write'));
    const she = await asAda.auth.test();
    assert.equal(she.user_id, ada.id);
    assert.equal(she.bot_id, undefined);
  });

  test('posts, updates and deletes', async () => {
    const posted = await slack.chat.postMessage({
      channel: general, text: 'one', blocks: [section('*one*')],
      metadata: { event_type: 'count', event_payload: { to: 1 } },
    });
    assert.equal(posted.message.text, 'one');
    assert.equal(posted.message.blocks[0].text.text, '*one*');
    const updated = await slack.chat.update({ channel: general, ts: posted.ts, text: 'two', blocks: [section('*two*')] });
    assert.equal(updated.ts, posted.ts);
    const read = await slack.conversations.history({
      channel: general, oldest: posted.ts, latest: posted.ts, inclusive: true, include_all_metadata: true,
    });
    assert.equal(read.messages.length, 1);
    assert.equal(read.messages[0].text, 'two');
    assert.equal(read.messages[0].metadata.event_payload.to, 1);
    const { permalink } = await slack.chat.getPermalink({ channel: general, message_ts: posted.ts });
    assert.ok(permalink.endsWith(`/archives/${general}/p${posted.ts.replace('.', '')}`));
    await slack.chat.delete({ channel: general, ts: posted.ts });
    await live.saw({ subtype: 'message_deleted', deleted_ts: posted.ts });
    await refused(slack.chat.update({ channel: general, ts: posted.ts, text: 'three' }), 'message_not_found');
    const hers = await ada.post(general, 'mine');
    await refused(slack.chat.update({ channel: general, ts: hers, text: 'yours' }), 'cant_update_message');
    await refused(slack.chat.delete({ channel: general, ts: hers }), 'cant_delete_message');
  });

  test('whispers to one person', async () => {
    const bruno = sandbox.person('Bruno');
    const others = await bruno.live();
    const said = await slack.chat.postEphemeral({ channel: general, user: ada.id, text: 'only for you' });
    assert.match(said.message_ts, /^\d+\.\d{6}$/);
    await live.saw({ type: 'ephemeral', channel: general, message: { text: 'only for you' } });
    const ts = await ada.post(general, 'for all');
    await others.saw({ type: 'message', ts });
    assert.ok(!others.events.some((event) => event.type === 'ephemeral'));
    const { messages } = await slack.conversations.history({ channel: general, limit: 2 });
    assert.ok(!messages.some((one) => one.text === 'only for you'));
  });

  test('reads a channel page by page, newest first', async () => {
    const { messages: all } = await asAda.conversations.history({ channel: general });
    assert.ok(all.length >= 4);
    assert.ok(all.every((one, i) => i === 0 || one.ts < all[i - 1].ts));
    const read = await readAll(asAda.paginate('conversations.history', { channel: general, limit: 3 }), 'messages');
    assert.equal(read.count, Math.ceil(all.length / 3));
    assert.deepEqual(read.items.map((one) => one.ts), all.map((one) => one.ts));
    await refused(slack.conversations.history({ channel: general, cursor: 'bm9uc2Vuc2U=' }), 'invalid_cursor');
  });

  test('reads a thread page by page, its root first', async () => {
    const root = await ada.post(general, 'a thread');
    const said = [root];
    for (const text of ['1', '2', '3', '4']) said.push(await ada.post(general, text, { thread_ts: root }));
    const read = await readAll(
      slack.paginate('conversations.replies', { channel: general, ts: root, limit: 2 }), 'messages',
    );
    assert.ok(read.count >= 2);
    assert.deepEqual(read.items.map((one) => one.ts), said);
    assert.equal(read.items[0].reply_count, 4);
    assert.ok(read.items.every((one) => one.thread_ts === root));
    const { messages } = await slack.conversations.history({ channel: general, oldest: root, inclusive: true });
    assert.deepEqual(messages.map((one) => one.ts), [root]);
    await refused(slack.conversations.replies({ channel: general, ts: '1.000001' }), 'thread_not_found');
  });

  test('lists channels page by page, and only those that may be seen', async () => {
    const read = await readAll(asAda.paginate('conversations.list', { limit: 3 }), 'channels');
    assert.equal(read.count, 2);
    assert.deepEqual(read.items.map((one) => one.name).sort(), ['engineering', 'general', 'random', 'wins']);
    const { channels } = await asAda.conversations.list({ types: 'im' });
    assert.deepEqual(channels.map((one) => one.user), [sandbox.bot]);
    const { channel } = await asAda.conversations.info({ channel: general });
    assert.equal(channel.name, 'general');
  });

  test('opens a direct conversation once', async () => {
    const first = await slack.conversations.open({ users: ada.id, return_im: true });
    assert.equal(first.channel.user, ada.id);
    const again = await slack.conversations.open({ users: ada.id });
    assert.equal(again.channel.id, first.channel.id);
    assert.equal(again.already_open, true);
    const { ts } = await slack.chat.postMessage({ channel: first.channel.id, text: 'psst' });
    await live.saw({ type: 'message', channel: first.channel.id, ts, channel_type: 'im' });
    await refused(slack.conversations.open({ users: 'U0NOBODY01' }), 'user_not_found');
  });

  test('knows people and groups', async () => {
    const { user } = await slack.users.info({ user: ada.id });
    assert.equal(user.tz, 'Europe/London');
    assert.equal(user.is_bot, false);
    assert.equal(user.deleted, false);
    await refused(slack.users.info({ user: 'U0NOBODY01' }), 'user_not_found');
    const read = await readAll(slack.paginate('users.list', { limit: 4 }), 'members');
    assert.equal(read.count, Math.ceil(read.items.length / 4));
    assert.equal(new Set(read.items.map((one) => one.id)).size, read.items.length);
    assert.equal(read.items.find((one) => one.real_name.startsWith('Greta')).deleted, true);
    assert.equal(read.items.find((one) => one.id === sandbox.bot).is_bot, true);
    const crew = sandbox.world.usergroups.find((one) => one.handle === 'crew');
    const { users } = await slack.usergroups.users.list({ usergroup: crew.id });
    assert.deepEqual(users, crew.users);
    await refused(slack.usergroups.users.list({ usergroup: 'S0NOTHING1' }), 'no_such_subteam');
  });

  test('reacts, and takes it back', async () => {
    const timestamp = await ada.post(general, 'nice');
    const where = { channel: general, timestamp };
    await slack.reactions.add({ ...where, name: 'tada' });
    await asAda.reactions.add({ ...where, name: 'tada' });
    await refused(slack.reactions.add({ ...where, name: 'tada' }), 'already_reacted');
    await refused(slack.reactions.add({ ...where, name: 'no such emoji' }), 'invalid_name');
    const { message } = await slack.reactions.get(where);
    assert.deepEqual(message.reactions, [{ name: 'tada', users: [sandbox.bot, ada.id], count: 2 }]);
    await slack.reactions.remove({ ...where, name: 'tada' });
    await refused(slack.reactions.remove({ ...where, name: 'tada' }), 'no_reaction');
    const { message: later } = await slack.reactions.get(where);
    assert.deepEqual(later.reactions, [{ name: 'tada', users: [ada.id], count: 1 }]);
  });

  test('is refused in the words of Slack', async () => {
    await refused(client('xoxb-1-2-wrong').auth.test(), 'invalid_auth');
    await refused(client(undefined).auth.test(), 'not_authed');
    await refused(client(sandbox.appToken).chat.postMessage({ channel: general, text: 'x' }), 'not_allowed_token_type');
    await refused(slack.apps.connections.open({}), 'not_allowed_token_type');
    await refused(slack.apiCall('kudos.give'), 'unknown_method');
    const lacking = await refused(slack.conversations.open({ users: `${ada.id},${sandbox.person('Bruno').id}` }), 'missing_scope');
    assert.equal(lacking.needed, 'mpim:write');
    assert.ok(lacking.provided.split(',').includes('chat:write'));
    await refused(slack.chat.postMessage({ channel: 'C0NOTHING1', text: 'x' }), 'channel_not_found');
    await refused(slack.chat.postMessage({ channel: sandbox.channel('random'), text: 'x' }), 'not_in_channel');
    await refused(slack.chat.postMessage({ channel: general }), 'no_text');
  });

  test('is told what is wrong with blocks', async () => {
    const post = (blocks) => slack.chat.postMessage({ channel: sandbox.channel('wins'), text: 'x', blocks });
    const wrong = [
      [section('')],
      [section('x'.repeat(3001))],
      [{ type: 'sektion' }],
      Array.from({ length: 51 }, () => ({ type: 'divider' })),
    ];
    for (const blocks of wrong) {
      const { response_metadata: more } = await refused(post(blocks), 'invalid_blocks');
      assert.ok(more?.messages?.length > 0, JSON.stringify(blocks).slice(0, 80));
    }
    const most = [section('x'.repeat(3000))];
    await slack.chat.postMessage({ channel: sandbox.channel('engineering'), text: 'x', blocks: most });
  });

  test('brings a picture and shows it in a message', async () => {
    const { files } = await slack.filesUploadV2({ file: tinyPng, filename: 'week 47.png', alt_text: 'a dot' });
    const [{ id }] = files[0].files;
    const { file } = await slack.files.info({ file: id });
    assert.deepEqual([file.mimetype, file.original_w, file.name], ['image/png', 1, 'week 47.png']);
    const shown = await request(file.url_private);
    assert.equal(shown.status, 200);
    assert.equal(shown.headers['content-type'], 'image/png');
    const picture = (slack_file) => [{ type: 'image', alt_text: 'a dot', slack_file }];
    const post = (slack_file) =>
      slack.chat.postMessage({ channel: sandbox.channel('wins'), text: 'The week', blocks: picture(slack_file) });
    const { message } = await post({ id });
    assert.equal(message.blocks[0].slack_file.id, id);
    const refusal = await refused(post({ id: 'F0NOTHING' }), 'invalid_blocks');
    assert.match(refusal.response_metadata.messages[0], /invalid slack file.*slack_file/);
  });

  test('learns who is away', async () => {
    const profile = { status_text: 'On vacation', status_emoji: ':palm_tree:', status_expiration: 0 };
    const { mark } = live;
    await asAda.users.profile.set({ profile });
    await live.saw({ type: 'user_change', user: { id: ada.id, profile } }, mark);
    assert.equal((await slack.users.info({ user: ada.id })).user.profile.status_emoji, ':palm_tree:');
    await asAda.dnd.setSnooze({ num_minutes: 10 });
    const quiet = await slack.dnd.info({ user: ada.id });
    assert.equal(quiet.dnd_enabled, true);
    assert.equal(quiet.next_dnd_end_ts - quiet.next_dnd_start_ts, 600);
    await asAda.dnd.endSnooze();
    assert.equal((await slack.dnd.info({ user: ada.id })).dnd_enabled, false);
    await asAda.users.profile.set({ profile: { status_text: '', status_emoji: '' } });
  });

  test('learns of channels that were archived, and from which it was removed', async () => {
    const { channel } = await asAda.conversations.create({ name: 'short-lived' });
    await asAda.conversations.invite({ channel: channel.id, users: sandbox.bot });
    const names = async () => (await slack.users.conversations({ exclude_archived: true })).channels.map((one) => one.name);
    assert.ok((await names()).includes('short-lived'));
    const { members } = await slack.conversations.members({ channel: channel.id });
    assert.deepEqual(members, [ada.id, sandbox.bot]);
    await asAda.conversations.archive({ channel: channel.id });
    assert.ok(!(await names()).includes('short-lived'));
    assert.equal((await slack.conversations.info({ channel: channel.id })).channel.is_archived, true);
    await refused(slack.chat.postMessage({ channel: channel.id, text: 'x' }), 'is_archived');
    await asAda.conversations.unarchive({ channel: channel.id });
    await asAda.conversations.kick({ channel: channel.id, user: sandbox.bot });
    await refused(slack.chat.postMessage({ channel: channel.id, text: 'x' }), 'not_in_channel');
  });

  test('waits as long as it is told to when it is too fast', async () => {
    await sandbox.faults({ web_api: { 'auth.test': { status: 429, retry_after: 1, times: 1 } } });
    const waited = [];
    slack.on(WebClientEvent.RATE_LIMITED, (seconds) => waited.push(seconds));
    await slack.auth.test();
    assert.deepEqual(waited, [1]);
    slack.removeAllListeners(WebClientEvent.RATE_LIMITED);
  });

  test('may post a few messages at once in a channel, and then one a second', async () => {
    const hasty = client(sandbox.botToken, { rejectRateLimitedCalls: true });
    let refusal;
    for (let i = 0; i < 10 && !refusal; ++i)
      await hasty.chat.postMessage({ channel: sandbox.channel('engineering'), text: `${i}` }).catch((error) => (refusal = error));
    assert.equal(refusal?.code, ErrorCode.RateLimitedError);
    assert.equal(refusal.retryAfter, 1);
    // Elsewhere there is no hurry.
    await hasty.chat.postMessage({ channel: sandbox.channel('wins'), text: 'in peace' });
  });

  test('is the only kind of caller: pages of elsewhere are kept out', async () => {
    const { host } = new URL(sandbox.url);
    const ask = async (path, headers = {}) => (await request(sandbox.url + path, { headers })).status;
    for (const path of ['/', '/sandbox/bootstrap', '/api/api.test']) {
      assert.equal(await ask(path), 200, path);
      assert.equal(await ask(path, { host: host.replace('127.0.0.1', 'localhost') }), 200, path);
      assert.equal(await ask(path, { host: 'slack.example' }), 403, path);
      assert.equal(await ask(path, { origin: 'https://slack.example' }), 403, path);
      assert.equal(await ask(path, { origin: sandbox.url }), 200, path);
    }
    const page = await request(sandbox.url);
    assert.match(page.headers['content-security-policy'], /default-src 'none'/);
    assert.match(page.headers['content-security-policy'], /frame-ancestors 'none'/);
  });

  test('tries again when the server has a bad moment', async () => {
    await sandbox.faults({ web_api: { 'users.info': { status: 500, times: 1 } } });
    const patient = client(sandbox.botToken, { retryConfig: { retries: 2, minTimeout: 1, maxTimeout: 1 } });
    const { user } = await patient.users.info({ user: ada.id });
    assert.equal(user.id, ada.id);
  });
});
