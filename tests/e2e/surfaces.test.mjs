// Home, shortcuts, stacked modals and files, as an app made with @slack/bolt uses them against the sandbox.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Heard, richManifest } from './bolt_app.mjs';
import { request, startSandbox } from './huzzah.mjs';
import { surfacesApp } from './surfaces_app.mjs';

describe('an app made with @slack/bolt, beyond messages', () => {
  const heard = new Heard();
  const ends = [];
  let sandbox, app, ada, bruno, live, general;

  before(async () => {
    sandbox = await startSandbox({ after: (end) => ends.push(end) }, { withBot: false });
    assert.deepEqual(await sandbox.control('manifest', richManifest), { ok: true });
    ({ app } = surfacesApp(sandbox, heard));
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

  test('publishes a Home when it is opened, and anew when its buttons are pressed', async () => {
    await ada.openTab('messages');
    const first = await heard.saw({ kind: 'opened', event: { tab: 'messages' } });
    assert.equal(first.event.view, undefined);
    await ada.openTab('home');
    const { event } = await heard.saw({ kind: 'opened', event: { tab: 'home' } });
    assert.equal(event.user, ada.id);
    assert.match(event.channel, /^D/);
    const { view } = await live.saw({ type: 'home_published' });
    const press = (action_id) =>
      ada.act({ container: 'home', view_id: view.id, block_id: 'steps', action_id });
    assert.deepEqual(await press('tick'), { ok: true });
    const { body } = await heard.saw({ kind: 'tick' });
    assert.deepEqual(body.container, { type: 'view', view_id: view.id });
    assert.equal(body.view.type, 'home');
    assert.equal(body.view.hash, view.hash);
    assert.ok(body.trigger_id && !body.channel && !body.message);
    const one = (text) => ({ type: 'home_published', view: { blocks: (all) => all[1].text.text === text } });
    await live.saw(one('*1 of 2* steps done'));
    const { mark } = live;
    await press('untick');
    await live.saw(one('*0 of 2* steps done'), mark);
    const again = await ada.openTab('home');
    assert.equal(again.view.id, view.id);
  });

  test('is asked for a message, opens a form, refuses and takes what it holds', async () => {
    const { mark } = live;
    const ts = await bruno.post(general, 'The tests are green again');
    assert.deepEqual(await ada.use('thank', { channel: general, message_ts: ts }), { ok: true });
    const { shortcut } = await heard.saw({ kind: 'thank' });
    assert.equal(shortcut.message.user, bruno.id);
    assert.deepEqual(shortcut.channel, { id: general, name: 'general' });
    const { view } = await live.saw({ type: 'view_opened', view: { callback_id: 'thanks' } }, mark);
    const values = (why) => ({
      who: { given: { type: 'multi_users_select', selected_users: [bruno.id] } },
      why: { given: { type: 'plain_text_input', value: why } },
      value: { given: { type: 'radio_buttons', selected_option: view.blocks[3].element.options[1] } },
      where: { given: { type: 'conversations_select', selected_conversation: general } },
    });
    const refused = await ada.submit(view.id, values('hm'));
    assert.deepEqual(refused.errors, { why: 'A little more, please.' });
    assert.deepEqual(await ada.submit(view.id, values('for the green tests')), { ok: true });
    const done = await heard.saw({ kind: 'thanks' });
    assert.deepEqual(JSON.parse(done.metadata), { channel: general, ts });
    await live.saw({ type: 'message', text: `${ada.mention} thanks ${bruno.mention}: for the green tests (Craft)` }, mark);
  });

  test('answers a message shortcut where it was used', async () => {
    const { mark } = live;
    const ts = await bruno.post(general, 'Another one');
    await ada.use('thank', { channel: general, message_ts: ts });
    const { shortcut } = await heard.saw({ kind: 'thank', shortcut: { message_ts: ts } });
    await request(shortcut.response_url, { method: 'POST', body: JSON.stringify({ text: 'Noted.' }) });
    await live.saw({ type: 'ephemeral', channel: general, message: { text: 'Noted.' } }, mark);
    const { view } = await live.saw({ type: 'view_opened' }, mark);
    await ada.closeView(view.id, true);
    await heard.saw({ kind: 'closed', view: 'thanks', all: true });
  });

  test('is asked for nothing in particular, and stacks three modals', async () => {
    const { mark } = live;
    assert.deepEqual(await ada.use('note'), { ok: true });
    const { shortcut } = await heard.saw({ kind: 'note' });
    assert.equal(shortcut.user.id, ada.id);
    assert.equal(shortcut.channel, undefined);
    const { view } = await live.saw({ type: 'view_opened', view: { callback_id: 'everything' } }, mark);
    const second = (await ada.submit(view.id, {})).view;
    const third = (await ada.submit(second.id, {})).view;
    assert.equal(third.previous_view_id, second.id);
    assert.equal(third.root_view_id, view.id);
    const changed = await ada.submit(third.id, {});
    assert.equal(changed.response_action, 'update');
    assert.equal(changed.view.id, third.id);
    assert.deepEqual(await ada.submit(third.id, {}), { ok: true, response_action: 'clear' });
    assert.equal((await ada.submit(view.id, {})).error, 'view_not_found');
    assert.deepEqual(heard.all.filter((one) => one.kind === 'closed' && one.view !== 'thanks'), []);
  });

  test('shares a file with the client’s own upload, and deletes it', async () => {
    const { mark } = live;
    const answer = await app.client.filesUploadV2({
      channel_id: general, filename: 'record.md', title: 'Your record', file: Buffer.from('# 90 days'), initial_comment: 'Here',
    });
    assert.ok(answer.ok);
    const { files, ts } = await live.saw({ type: 'message', subtype: 'file_share', text: 'Here' }, mark);
    assert.equal(files[0].title, 'Your record');
    const info = await app.client.files.info({ file: files[0].id });
    assert.equal(info.file.shares.public[general][0].ts, ts);
    assert.equal((await request(files[0].url_private)).text, '# 90 days');
    assert.ok((await app.client.files.delete({ file: files[0].id })).ok);
    await live.saw({ subtype: 'message_changed', message: { ts, files: (all) => all[0].mode === 'tombstone' } }, mark);
    assert.equal((await request(files[0].url_private)).status, 404);
  });
});
