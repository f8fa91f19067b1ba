// What rituals need of the sandbox's page: pictures, statuses, forms with times and days. The app here is a
// few lines of this file, so that it says exactly what is to be seen.
import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import { request } from './huzzah.mjs';
import { page_test } from './visitor.mjs';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const section = (text) => ({ type: 'section', text: { type: 'mrkdwn', text } });

async function bring_picture(sandbox) {
  const length = png.length;
  const place = await sandbox.api('files.getUploadURLExternal', { filename: 'week.png', length });
  assert.equal((await request(place.upload_url, { method: 'POST', body: png })).status, 200);
  await sandbox.api('files.completeUploadExternal', { files: [{ id: place.file_id }] });
  return place.file_id;
}

/** An app that answers its commands with a form; what is sent in is in `submitted`. */
async function form_app(sandbox, blocks) {
  const { url } = await sandbox.api('apps.connections.open', {}, sandbox.appToken);
  const socket = new WebSocket(url);
  const submitted = new Promise((resolve) => {
    socket.on('message', async (frame) => {
      const { type, envelope_id, payload } = JSON.parse(frame);
      if (envelope_id) socket.send(JSON.stringify({ envelope_id }));
      if (type === 'interactive') resolve(payload.view.state.values);
      if (type !== 'slash_commands') return;
      const plain = (text) => ({ type: 'plain_text', text });
      await sandbox.api('views.open', {
        trigger_id: payload.trigger_id,
        view: { type: 'modal', title: plain('Stand-up'), submit: plain('Send'), blocks },
      });
    });
  });
  return { submitted, close: () => socket.terminate() };
}

page_test('a digest with its picture is read, in a channel and on a telephone', { withBot: false }, async ({ sandbox, open }) => {
  const id = await bring_picture(sandbox);
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: 'Small wins, week 47' } },
    { type: 'image', alt_text: 'Monday 3, Tuesday 8', slack_file: { id } },
    ...Array.from({ length: 23 }, (_, n) => section(`*Person ${n}*\n• “for the ${n}th time” — Ada`)),
  ];
  const channel = sandbox.channel('general');
  const { ts } = await sandbox.api('chat.postMessage', { channel, text: 'Small wins, week 47', blocks });
  await sandbox.api('chat.postMessage', { channel, thread_ts: ts, text: 'The rest is here' });
  const ada = await open('ada');
  const digest = ada.message('Small wins, week 47');
  const picture = digest.getByRole('img', { name: 'Monday 3, Tuesday 8' });
  await picture.scrollIntoViewIfNeeded();
  await ada.page.waitForFunction(() => document.querySelector('.block-image img')?.naturalWidth === 1);
  await ada.fits();
  await digest.getByTestId('thread-link').click();
  await ada.message('The rest is here', ada.thread).waitFor();
  const update = { channel, ts, text: 'Small wins', blocks: [blocks[0], blocks[1], section('One more came late')] };
  await sandbox.api('chat.update', update);
  await ada.message('One more came late').waitFor();
  await ada.message('Person 3').waitFor({ state: 'detached' });

  const bruno = await open('bruno');
  await bruno.page.setViewportSize({ width: 390, height: 800 });
  await bruno.message('One more came late').waitFor();
  await bruno.fits();
});

page_test('a picture that is gone leaves its words', { withBot: false }, async ({ sandbox, open, forgive }) => {
  const id = await bring_picture(sandbox);
  const image = { type: 'image', alt_text: 'Monday 3, Tuesday 8', slack_file: { id } };
  const channel = sandbox.channel('general');
  await sandbox.api('chat.postMessage', { channel, text: 'x', blocks: [section('The week'), image] });
  // The workspace keeps the newest 200 files.
  const ask = { filename: 'a', length: 1 };
  for (let n = 0; n < 200; ++n) await sandbox.person('Ada').api('files.getUploadURLExternal', ask);
  const ada = await open('ada');
  await ada.message('The week').locator('.image-absent').filter({ hasText: 'Monday 3, Tuesday 8' }).waitFor();
  forgive(/404/);
});

page_test('somebody goes on vacation, and comes back', { withBot: false }, async ({ sandbox, open }) => {
  const [ada, bruno] = [await open('ada'), await open('bruno')];
  const card = (who) => who.message('Lovely. I will try it').getByRole('button', { name: 'Ada Mensah' }).first();
  await card(ada).click();
  await ada.page.getByRole('button', { name: 'On vacation' }).click();
  const profile = async () => (await sandbox.api('users.info', { user: 'U0ADA00001' })).user.profile;
  await card(bruno).click();
  await bruno.id('status').filter({ hasText: 'On vacation' }).waitFor();
  assert.equal((await profile()).status_emoji, ':palm_tree:');
  await card(ada).click();
  await ada.page.getByRole('button', { name: 'Clear status' }).click();
  await ada.id('profile').waitFor({ state: 'detached' });
  await card(ada).click();
  await ada.page.getByRole('button', { name: 'Out sick' }).waitFor();
  assert.equal((await profile()).status_emoji, '');
});

page_test('a form asks for times, dates and several choices', { withBot: false }, async ({ sandbox, open }) => {
  const option = (value) => ({ text: { type: 'plain_text', text: value }, value });
  const input = (block_id, element) => ({
    type: 'input',
    block_id,
    label: { type: 'plain_text', text: block_id },
    element: { action_id: 'value', ...element },
  });
  const days = ['Monday', 'Tuesday', 'Friday'].map(option);
  const many = Array.from({ length: 12 }, (_, n) => option(`choice ${n}`));
  const ada = await open('ada');
  const app = await form_app(sandbox, [
    input('at', { type: 'timepicker', initial_time: '09:30' }),
    input('until', { type: 'datepicker', initial_date: '2026-11-21' }),
    input('days', { type: 'checkboxes', options: days, initial_options: [days[0]] }),
    input('many', { type: 'multi_static_select', options: many, initial_options: [many[3]] }),
  ]);
  try {
    await ada.say('/standup setup');
    await ada.id('modal').waitFor();
    await ada.page.getByLabel('at', { exact: true }).fill('10:15');
    await ada.page.getByLabel('Friday').check();
    await ada.page.getByLabel('choice 11').check();
    await ada.id('modal-submit').click();
    await ada.id('modal').waitFor({ state: 'detached' });
    const values = await app.submitted;
    const chosen = (block) => values[block].value.selected_options.map(({ value }) => value);
    assert.equal(values.at.value.selected_time, '10:15');
    assert.equal(values.until.value.selected_date, '2026-11-21');
    assert.deepEqual(chosen('days'), ['Monday', 'Friday']);
    assert.deepEqual(chosen('many'), ['choice 3', 'choice 11']);
  } finally {
    app.close();
  }
});

page_test('the clock goes to the end of the day, and just past it', { withBot: false }, async ({ open }) => {
  const ada = await open('ada');
  await ada.id('clock').click();
  await ada.id('clock-forward-evening').filter({ hasText: 'End of day (17:30)' }).click();
  await ada.id('clock').filter({ hasText: '17:30' }).waitFor();
  await ada.id('clock').click();
  await ada.id('clock-forward-friday').filter({ hasText: 'Friday 16:00' }).click();
  await ada.id('clock').filter({ hasText: 'Fri 16:00' }).waitFor();
});
