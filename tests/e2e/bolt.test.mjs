// The sandbox against Slack's own framework: what @slack/bolt takes for Slack, is near enough to it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { boltApp, Heard } from './bolt_app.mjs';
import { inTime, startSandbox, until, wordsOf } from './huzzah.mjs';

const button = {
  type: 'actions',
  block_id: 'choice',
  elements: [
    { type: 'button', action_id: 'agree', value: 'yes', text: { type: 'plain_text', text: 'Agree' } },
    { type: 'button', action_id: 'ask', value: 'form', text: { type: 'plain_text', text: 'Tell more' } },
  ],
};

const form = {
  type: 'modal',
  callback_id: 'story',
  private_metadata: 'kept by the server',
  title: { type: 'plain_text', text: 'Your story' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks: [
    {
      type: 'input',
      block_id: 'words',
      label: { type: 'plain_text', text: 'What happened?' },
      element: { type: 'plain_text_input', action_id: 'said', multiline: true },
    },
  ],
};

/** An app such as one writes on the first afternoon with Bolt. */
function makeApp(sandbox, heard) {
  const { app, client } = boltApp(sandbox, heard);
  app.event('message', async ({ event, say, context }) => {
    heard.note('message', { event, retry: context.retryNum, why: context.retryReason });
    if (event.text === 'hello') await say({ text: `Hi <@${event.user}>`, thread_ts: event.ts });
    if (event.text === 'choose') await say({ text: 'Well?', blocks: [button] });
  });
  for (const name of ['reaction_added', 'reaction_removed'])
    app.event(name, async ({ event }) => heard.note(name, { event }));
  app.command('/kudos', async ({ command, ack, respond }) => {
    heard.note('command', { command });
    await ack();
    await respond({ text: `You said: ${command.text}`, response_type: 'ephemeral' });
    await respond({ text: `Everybody, <@${command.user_id}> said something`, response_type: 'in_channel' });
  });
  app.action('agree', async ({ ack, action, body, respond }) => {
    await ack();
    heard.note('agree', { action, user: body.user.id, channel: body.channel.id });
    await respond({ text: 'Agreed.', replace_original: true });
  });
  app.action('ask', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form });
  });
  app.view('story', async ({ ack, view, body }) => {
    const said = view.state.values.words.said.value;
    heard.note('story', { said, user: body.user.id, metadata: view.private_metadata });
    if (said.length < 5) return ack({ response_action: 'errors', errors: { words: 'A little more, please.' } });
    await ack();
  });
  return { app, client };
}

describe('an app made with @slack/bolt', () => {
  const heard = new Heard();
  const ends = [];
  let sandbox, app, client, ada, bruno, live, general;
  // Not events.once(), for which the client's error on the way would be the end.
  const reconnected = () => new Promise((resolve) => client.once('connected', resolve));

  before(async () => {
    sandbox = await startSandbox({ after: (end) => ends.push(end) }, { withBot: false });
    ({ app, client } = makeApp(sandbox, heard));
    await app.start();
    ada = sandbox.person('Ada');
    bruno = sandbox.person('Bruno');
    live = await ada.live();
    general = sandbox.channel('general');
  });

  after(async () => {
    await app?.stop();
    for (const end of ends.reverse()) await end();
    assert.deepEqual(heard.all.filter((one) => one.kind === 'problem'), []);
  });

  test('hears a message and answers in its thread', async () => {
    const ts = await ada.post(general, 'hello');
    const { event } = await heard.saw({ kind: 'message', event: { text: 'hello' } });
    assert.equal(event.user, ada.id);
    assert.equal(event.channel, general);
    assert.equal(event.channel_type, 'channel');
    assert.equal(event.ts, ts);
    const answer = await live.saw({ type: 'message', thread_ts: ts, user: sandbox.bot });
    assert.equal(answer.text, `Hi ${ada.mention}`);
  });

  test('hears of reactions that come and go', async () => {
    const ts = await ada.post(general, 'look at that');
    await bruno.react(general, ts, 'eyes');
    const pattern = { event: { user: bruno.id, item_user: ada.id, reaction: 'eyes', item: { channel: general, ts } } };
    await heard.saw({ kind: 'reaction_added', ...pattern });
    await bruno.unreact(general, ts, 'eyes');
    await heard.saw({ kind: 'reaction_removed', ...pattern });
  });

  test('hears of an edit and of a deletion, with what was there before', async () => {
    const ts = await ada.post(general, 'first draught');
    await ada.edit(general, ts, 'first draft');
    const { event: edit } = await heard.saw({ kind: 'message', event: { subtype: 'message_changed', message: { ts } } });
    assert.equal(edit.message.text, 'first draft');
    assert.equal(edit.message.edited.user, ada.id);
    assert.equal(edit.previous_message.text, 'first draught');
    await ada.delete(general, ts);
    const { event: gone } = await heard.saw({ kind: 'message', event: { subtype: 'message_deleted', deleted_ts: ts } });
    assert.equal(gone.previous_message.text, 'first draft');
  });

  test('answers a command privately and to everybody', async () => {
    const { mark } = live;
    const done = await ada.command(general, `/kudos ${bruno.mention} for the tests`);
    assert.deepEqual(done, { ok: true });
    const { command } = await heard.saw({ kind: 'command' });
    assert.equal(command.command, '/kudos');
    assert.equal(command.user_id, ada.id);
    assert.equal(command.channel_name, 'general');
    // The manifest asks for escaped text, in which a command has people with their names.
    assert.match(command.text, new RegExp(`^<@${bruno.id}(\\|[^>]*)?> for the tests$`));
    const secret = await live.saw({ type: 'ephemeral', channel: general, message: { text: /^You said/ } }, mark);
    assert.equal(secret.message.text, `You said: ${command.text}`);
    await live.saw({ type: 'message', channel: general, text: `Everybody, ${ada.mention} said something` }, mark);
  });

  test('is pressed a button, and replaces the message', async () => {
    const { mark } = live;
    await ada.post(general, 'choose');
    const asked = await live.saw({ type: 'message', user: sandbox.bot, text: 'Well?' }, mark);
    const pressed = await ada.act({
      container: 'message', channel: general, message_ts: asked.ts, block_id: 'choice', action_id: 'agree',
    });
    assert.deepEqual(pressed, { ok: true });
    const agreed = await heard.saw({ kind: 'agree' });
    assert.equal(agreed.action.value, 'yes');
    assert.equal(agreed.user, ada.id);
    assert.equal(agreed.channel, general);
    const changed = await live.saw({ subtype: 'message_changed', message: { ts: asked.ts } }, mark);
    assert.equal(changed.message.text, 'Agreed.');
    assert.ok(!wordsOf(changed.message).includes('Well?'));
  });

  test('opens a form, refuses what is too short, and takes the rest', async () => {
    const { mark } = live;
    await ada.post(general, 'choose');
    const asked = await live.saw({ type: 'message', user: sandbox.bot, text: 'Well?' }, mark);
    await ada.act({
      container: 'message', channel: general, message_ts: asked.ts, block_id: 'choice', action_id: 'ask',
    });
    const { view } = await live.saw({ type: 'view_opened', view: { callback_id: 'story' } }, mark);
    const write = (value) => ada.submit(view.id, { words: { said: { type: 'plain_text_input', value } } });
    assert.deepEqual(await write('hm'), {
      ok: true, response_action: 'errors', errors: { words: 'A little more, please.' },
    });
    assert.deepEqual(await write('It all went well.'), { ok: true });
    const story = await heard.saw({ kind: 'story', said: 'It all went well.' });
    assert.equal(story.user, ada.id);
    assert.equal(story.metadata, 'kept by the server');
    assert.equal((await write('again')).error, 'view_not_found');
  });

  test('is sent again what it did not acknowledge, by its own id', async () => {
    await sandbox.faults({ drop_acks: 1 });
    const ts = await ada.post(general, 'are you there?');
    const first = await heard.saw({ kind: 'message', event: { ts } });
    assert.ok(!first.retry);
    const second = await heard.saw({ kind: 'message', event: { ts } }, 2);
    assert.equal(second.retry, 1);
    assert.equal(second.why, 'timeout');
    assert.deepEqual(second.event, first.event);
    await until(async () => (await sandbox.ask('stats')).unacked === 0, 'the acknowledgement');
    assert.equal((await sandbox.ask('stats')).redeliveries, 1);
  });

  test('comes back when it is asked to refresh its connection', async () => {
    const { hellos } = await sandbox.ask('stats');
    const connected = reconnected();
    await sandbox.control('disconnect', { reason: 'refresh_requested', close_after_ms: 1000 });
    await inTime(connected, () => 'the new connection');
    const ts = await ada.post(general, 'welcome back');
    await heard.saw({ kind: 'message', event: { ts } });
    assert.equal((await sandbox.ask('stats')).hellos, hellos + 1);
  });

  test('comes back when the network cuts it off', async () => {
    const connected = reconnected();
    await sandbox.control('cut');
    await inTime(connected, () => 'the new connection');
    const ts = await ada.post(general, 'still there');
    await heard.saw({ kind: 'message', event: { ts } });
  });
});
