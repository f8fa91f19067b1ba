// Hostile words in every place in which the sandbox's page shows words: no script runs, nothing is loaded from
// elsewhere, nothing escapes from where it stands. The policy that the browser holds is strict, and what would
// break it is seen (every page_test listens for that).
import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import { richManifest } from './bolt_app.mjs';
import { request } from './huzzah.mjs';
import { page_test } from './visitor.mjs';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** Words that would do harm as HTML, as an attribute, as a style or as an address. `where` names the place. */
const evil = (where) =>
  `${where}"'><img src=x onerror=harm("${where}")><script>harm("${where}")</script>` +
  `<svg/onload=harm(1)><style>*{display:none}</style>`;
const plain = (text) => ({ type: 'plain_text', text });
const mrkdwn = (text) => ({ type: 'mrkdwn', text });

/** That nothing of it came alive in a window. */
async function unharmed({ page }) {
  const found = await page.evaluate(() => ({
    harmed: window.harmed,
    elements: document.querySelectorAll(
      'body script, img[src="x"], svg[onload], body style, iframe, object, embed, base, form[action]',
    ).length,
    handlers: [...document.querySelectorAll('*')].filter((one) =>
      [...one.attributes].some(({ name }) => name.startsWith('on'))).length,
    addresses: [...document.querySelectorAll('[href], [src]')].map((one) => one.href?.baseVal ?? one.href ?? one.src)
      .filter((address) => !/^(https?:|data:image\/|mailto:)/.test(address)),
    hidden: getComputedStyle(document.body).display === 'none',
  }));
  assert.deepEqual(found, { harmed: undefined, elements: 0, handlers: 0, addresses: [], hidden: false });
}

async function prepare(visitor) {
  await visitor.page.evaluate(() => {
    window.harm = (where) => (window.harmed = where);
  });
}

page_test('names, topics, statuses, messages, blocks and pictures hold only words', { withBot: false },
  async ({ sandbox, open }) => {
    const [ada, bruno] = [sandbox.person('Ada'), sandbox.person('Bruno')];
    const general = sandbox.channel('general');
    const set = async (method, args, person = bruno) => {
      const answer = await person.api(method, args);
      assert.ok(answer.ok, `${method}: ${JSON.stringify(answer)}`);
    };
    await set('users.profile.set', { profile: { real_name: evil('N').slice(0, 80) } });
    await set('users.profile.set', { profile: { display_name: evil('D').slice(0, 80), status_text: evil('S').slice(0, 90) } });
    await sandbox.api('conversations.setTopic', { channel: general, topic: evil('topic').slice(0, 250) }, ada.token);
    const manifest = structuredClone(richManifest);
    for (const one of manifest.features.shortcuts)
      Object.assign(one, { name: evil('n').slice(0, 24), description: evil('about').slice(0, 150) });
    assert.ok((await sandbox.control('manifest', manifest)).ok);
    const seen = await open('ada');
    await prepare(seen);

    await bruno.post(general, evil('message'));
    await bruno.post(general, `<javascript:harm(1)|${evil('label')}> <https://a.example/"onmouseover="harm(1)|x> :${evil('emoji')}:`);
    const ts = await ada.post(general, `thread <!here|${evil('here')}> <@U0BRUNO001|${evil('mention')}> \`${evil('code')}\``);
    await bruno.post(general, evil('reply'), { thread_ts: ts });
    const place = await sandbox.api('files.getUploadURLExternal', { filename: `${evil('file').slice(0, 60)}.png`, length: png.length });
    assert.equal((await request(place.upload_url, { method: 'POST', body: png })).status, 200);
    await sandbox.api('files.completeUploadExternal', {
      channel_id: general, initial_comment: evil('comment'), files: [{ id: place.file_id, title: evil('title') }],
    });
    const posted = await sandbox.api('chat.postMessage', {
      channel: general,
      text: evil('summary'),
      blocks: [
        { type: 'header', text: plain(evil('header').slice(0, 150)) },
        { type: 'section', text: mrkdwn(evil('section')), accessory: { type: 'button', action_id: 'a', text: plain(evil('b').slice(0, 75)), value: evil('value') } },
        { type: 'context', elements: [mrkdwn(evil('context'))] },
        { type: 'image', alt_text: evil('picture'), slack_file: { id: place.file_id } },
        { type: 'actions', elements: [{ type: 'button', action_id: 'c', text: plain(evil('a').slice(0, 75)) }] },
      ],
    });
    assert.ok(posted.ok, JSON.stringify(posted));
    await sandbox.api('chat.postEphemeral', { channel: general, user: ada.id, text: evil('whisper') });

    await seen.message('message"').waitFor();
    for (const words of ['header"', 'section"', 'context"']) await seen.list.getByText(words).first().waitFor();
    await seen.privately('whisper"').waitFor();
    await seen.message('comment"').getByTestId('file').getByText('title"').waitFor();
    await seen.id('composer-shortcuts').click();
    await seen.id('shortcut-menu').getByText('about"').waitFor();
    await seen.page.keyboard.press('Escape');
    const picture = seen.list.getByRole('img', { name: 'picture"' });
    await picture.scrollIntoViewIfNeeded();
    await seen.page.waitForFunction(() => document.querySelector('.block-image img')?.naturalWidth === 1);
    await seen.tool('thread', 'message-thread');
    await seen.message('reply"', seen.thread).waitFor();
    await unharmed(seen);
    // The same, read from the start by somebody who comes later: the person himself.
    const later = await open('bruno');
    await prepare(later);
    await later.message('message"').waitFor();
    await later.id('identity-switch').click();
    await later.id('identity-menu').waitFor();
    await unharmed(later);
  });

page_test('a form holds only words, and so does what it is answered with', { withBot: false },
  async ({ sandbox, open }) => {
    const ada = await open('ada');
    const { url } = await sandbox.api('apps.connections.open', {}, sandbox.appToken);
    const socket = new WebSocket(url);
    const option = (text) => ({ text: plain(evil(text).slice(0, 75)), value: text });
    const blocks = [
      { type: 'header', text: plain(evil('head').slice(0, 150)) },
      { type: 'section', text: mrkdwn(evil('words')) },
      {
        type: 'input', block_id: 'win', label: plain(evil('label')), hint: plain(evil('hint')),
        element: { type: 'plain_text_input', action_id: 'value', initial_value: evil('initial'), placeholder: plain(evil('p').slice(0, 150)) },
      },
      { type: 'input', block_id: 'choice', label: plain(evil('choice')), optional: true, element: { type: 'static_select', action_id: 'value', options: [option('one'), option('two')] } },
      { type: 'input', block_id: 'boxes', label: plain(evil('boxes')), optional: true, element: { type: 'checkboxes', action_id: 'value', options: [option('three')] } },
    ];
    const problems = [];
    socket.on('message', async (frame) => {
      const { type, envelope_id, payload } = JSON.parse(frame);
      if (!envelope_id) return;
      if (type === 'interactive') {
        const errors = { response_action: 'errors', errors: { win: evil('error') } };
        socket.send(JSON.stringify({ envelope_id, payload: errors }));
        return;
      }
      socket.send(JSON.stringify({ envelope_id }));
      if (type !== 'slash_commands') return;
      const answer = await sandbox.api('views.open', {
        trigger_id: payload.trigger_id,
        view: { type: 'modal', title: plain('<b onclick=harm(1)>x'), submit: plain('<i>Send'), close: plain('<u>No'), blocks },
      });
      if (!answer.ok) problems.push(answer);
    });
    await prepare(ada);
    await ada.say('/kudos form');
    const form = ada.page.getByRole('dialog');
    await form.getByText('label"').first().waitFor();
    assert.deepEqual(problems, []);
    await form.getByText('<b onclick=harm(1)>x').first().waitFor();
    await unharmed(ada);
    await form.getByRole('button', { name: '<i>Send' }).click();
    await form.getByText('error"').first().waitFor();
    await unharmed(ada);
    socket.terminate();
  });

page_test('a kudos, a win and a digest of hostile words are words', async ({ sandbox, open }) => {
  const [ada, bruno] = [sandbox.person('Ada'), sandbox.person('Bruno')];
  const general = sandbox.channel('general');
  const renamed = await bruno.api('users.profile.set', { profile: { display_name: evil('D').slice(0, 80) } });
  assert.ok(renamed.ok);
  const seen = await open('ada');
  await prepare(seen);
  await seen.say(`@Bruno ++ for ${evil('reason')} #${'value'}`);
  await seen.reaction('reason"', 'tada').waitFor();
  await ada.command(general, `/win ${evil('win')}`);
  await bruno.post(sandbox.channel('wins'), `win: ${evil('told')}`);
  await seen.say('/digest now');
  await seen.privately('On its way').waitFor();
  await seen.message('The good work').filter({ hasText: 'reason"' }).waitFor();
  await unharmed(seen);
  const his = await open('bruno');
  await prepare(his);
  await his.id('dm-app').click();
  await his.message('gave you').filter({ hasText: 'reason"' }).waitFor();
  await unharmed(his);
});

page_test('the policy of the page is strict, and a breach of it is seen', { withBot: false },
  async ({ sandbox, open, forgive }) => {
    for (const where of ['/', '/archives/C1/p1', '/assets/main.js', '/nowhere', '/sandbox/bootstrap']) {
      const { headers } = await request(sandbox.url + where);
      const policy = Object.fromEntries(
        headers['content-security-policy'].split(';').map((part) => part.trim().split(/\s+(.*)/s).slice(0, 2)),
      );
      assert.equal(policy['default-src'], "'none'", where);
      for (const kind of ['base-uri', 'form-action', 'frame-ancestors']) assert.equal(policy[kind], "'none'", kind);
      for (const kind of ['script-src', 'style-src', 'connect-src']) assert.equal(policy[kind], "'self'", kind);
      assert.doesNotMatch(headers['content-security-policy'], /unsafe|\*|https?:|blob:/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'no-referrer');
    }
    // Were a script to get in, the browser would not run it, and the listener would tell of it.
    const ada = await open('ada');
    await prepare(ada);
    await ada.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.harmed = 1';
      document.body.append(script);
      script.remove();
    });
    assert.equal(await ada.page.evaluate(() => window.harmed), undefined);
    for (const complaint of [/policy: script-src/, /Refused to execute inline script|Content Security Policy/])
      assert.ok(forgive(complaint), String(complaint));
  });
