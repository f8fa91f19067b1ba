// What is beyond messages, in the browser: Home, live; shortcuts and their forms; files. At a phone's width too.
import assert from 'node:assert/strict';
import { Heard, richManifest } from './bolt_app.mjs';
import { until } from './huzzah.mjs';
import { home, surfacesApp } from './surfaces_app.mjs';
import { page_test } from './visitor.mjs';

const phone = { width: 390, height: 780 };

/** A window of Ada's, and an app made with Bolt that is connected. */
async function begin({ sandbox, open }) {
  assert.deepEqual(await sandbox.control('manifest', richManifest), { ok: true });
  const heard = new Heard();
  const { app } = surfacesApp(sandbox, heard);
  const ada = await open('ada');
  await app.start();
  await ada.id('app-status').filter({ hasText: 'Huzzah is connected' }).waitFor();
  return { ada, app, heard, me: sandbox.person('Ada'), general: sandbox.channel('general') };
}

const narrow = async (visitor, name) => {
  await visitor.page.setViewportSize(phone);
  await visitor.fits();
  await visitor.picture(name);
  await visitor.page.setViewportSize({ width: 1280, height: 800 });
};

page_test('Home is a tab of the app’s conversation, live, and its buttons reach the app', { withBot: false }, async (around) => {
  const { ada, app, heard, me } = await begin(around);
  try {
    await ada.id('dm-app').click();
    await heard.saw({ kind: 'opened', event: { tab: 'messages', user: me.id } });
    await ada.id('tab-home').click();
    await ada.id('home').getByText('0 of 2').waitFor();
    await ada.id('home').getByRole('textbox').fill('kept while it changes');
    await ada.id('home').getByRole('button', { name: 'Tick a step' }).focus();
    await ada.page.keyboard.press('Enter');
    await ada.id('home').getByText('1 of 2').waitFor();
    const { body } = await heard.saw({ kind: 'tick' });
    assert.equal(body.view.state.values.note.given.value, 'kept while it changes');
    // A publish of the app's own accord shows at once, and takes neither words nor focus.
    await app.client.views.publish({ user_id: me.id, view: home(2) });
    await ada.id('home').getByText('2 of 2').waitFor();
    assert.equal(await ada.id('home').getByRole('textbox').inputValue(), 'kept while it changes');
    assert.equal(await ada.page.evaluate(() => document.activeElement.textContent), 'Tick a step');
    await ada.picture('home');
    await narrow(ada, 'home-phone');
    await ada.id('tab-messages').click();
    await ada.composer.waitFor();
    await heard.saw({ kind: 'opened', event: { tab: 'messages' } }, 2);
  } finally {
    await app.stop();
  }
});

page_test('a message’s menu has shortcuts, and the form that one opens gives kudos', { withBot: false }, async (around) => {
  const { ada, app, heard, general } = await begin(around);
  try {
    await around.sandbox.person('Bruno').post(general, 'The tests are green again');
    await ada.tool('green again', 'message-more');
    await ada.id('shortcut-menu').getByText('Thanks its author').waitFor();
    await ada.picture('message-menu');
    await ada.id('shortcut-thank').click();
    const modal = ada.id('modal');
    await modal.getByText('The tests are green again').waitFor();
    await modal.getByText('Bruno').waitFor();
    await modal.getByRole('textbox', { name: 'What for' }).fill('hm');
    await modal.getByLabel('Craft').check();
    await ada.id('modal-submit').click();
    await modal.getByText('A little more, please.').waitFor();
    await ada.picture('thanks-form');
    await narrow(ada, 'thanks-form-phone');
    await modal.getByRole('textbox', { name: 'What for' }).fill('for the green tests');
    await ada.id('modal-submit').click();
    await modal.waitFor({ state: 'detached' });
    await ada.message('thanks @Bruno: for the green tests (Craft)').waitFor();
    const { values } = await heard.saw({ kind: 'thanks' });
    assert.equal(values.where.given.selected_conversation, general);

    // By keyboard, and closed with the cross.
    await ada.message('green again').first().focus();
    await ada.page.keyboard.press('s');
    await ada.page.keyboard.press('Enter');
    await modal.waitFor();
    await ada.id('modal-close').click();
    await heard.saw({ kind: 'closed', view: 'thanks', all: true });

    await ada.page.setViewportSize(phone);
    await ada.tool('green again', 'message-more');
    await ada.picture('message-menu-phone');
    await ada.fits();
  } finally {
    await app.stop();
  }
});

page_test('the composer’s menu has the other shortcuts; a form has every input, and stacks', { withBot: false }, async (around) => {
  const { ada, app, heard, me, general } = await begin(around);
  try {
    await ada.id('composer-shortcuts').click();
    await ada.picture('composer-menu');
    await ada.id('shortcut-note').click();
    const modal = ada.id('modal');
    const field = (label) => modal.getByTestId('field').filter({ hasText: label });
    await modal.waitFor();
    await field('Formats').getByText('To count').waitFor();
    for (const name of ['PDF', 'CSV']) await modal.getByLabel(name).check();
    assert.ok(await modal.getByLabel('JSON').isDisabled());
    await modal.getByLabel('Shared').check();
    await modal.getByLabel('Quarter').check();
    await modal.getByLabel('At', { exact: true }).fill('10:45');
    await field('One person').getByRole('combobox').fill('Bru');
    await ada.page.keyboard.press('Enter');
    for (const name of ['Chi', 'Dev']) {
      await field('Some people').getByRole('combobox').fill(name);
      await ada.page.keyboard.press('Enter');
    }
    await modal.getByRole('textbox', { name: 'Words' }).fill('two\nlines');
    await ada.picture('everything');
    await narrow(ada, 'everything-phone');
    await ada.id('modal-submit').click();
    const { values } = await heard.saw({ kind: 'everything' });
    assert.deepEqual(values.several.given.selected_options.map(({ value }) => value), ['pdf', 'csv']);
    assert.deepEqual(values.boxes.given.selected_options.map(({ value }) => value), ['shared']);
    assert.equal(values.radio.given.selected_option.value, 'quarter');
    assert.equal(values.from.given.selected_date, '2026-11-02');
    assert.equal(values.at.given.selected_time, '10:45');
    assert.equal(values.one.given.selected_user, around.sandbox.person('Bruno').id);
    assert.equal(values.some.given.selected_users.length, 2);
    assert.equal(values.place.given.selected_conversation, general);
    assert.equal(values.words.given.value, 'two\nlines');
    await modal.getByText('This is second.').waitFor();
    await ada.id('modal-submit').click();
    await modal.getByText('This is third.').waitFor();
    await ada.id('modal-cancel').click();
    await heard.saw({ kind: 'closed', view: 'third', all: false });
    await modal.getByText('This is second.').waitFor();
    await ada.id('modal-submit').click();
    await modal.getByText('This is third.').waitFor();
    await ada.id('modal-submit').click();
    await modal.getByText('This is changed.').waitFor();
    await ada.id('modal-submit').click();
    await modal.waitFor({ state: 'detached' });
    assert.equal((await me.closeView('V')).error, 'view_not_found');
  } finally {
    await app.stop();
  }
});

const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F 24 Tf 20 100 Td (Ninety days) Tj ET   
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
`;

page_test('files stand in their message as links: text and PDF open, a page of HTML is saved', { withBot: false }, async (around) => {
  const { ada, app, me } = await begin(around);
  try {
    await ada.id('dm-app').click();
    const { channel } = await app.client.conversations.open({ users: me.id });
    const share = (...file_uploads) =>
      app.client.filesUploadV2({ channel_id: channel.id, initial_comment: 'Your record', file_uploads });
    await share(
      { filename: 'record.pdf', title: 'Record of 90 days', file: Buffer.from(pdf) },
      { filename: 'record.md', file: Buffer.from('# Ninety days\n\n*Wörds*') },
      { filename: 'page.html', file: Buffer.from('<script>document.title = "ran"</script>') },
    );
    const message = ada.message('Your record');
    await message.getByText('Record of 90 days').waitFor();
    assert.deepEqual(await message.getByTestId('file').locator('.file-name').allTextContents(), [
      'Record of 90 days', 'record.md', 'page.html',
    ]);
    await ada.picture('files');
    await narrow(ada, 'files-phone');
    const context = ada.page.context();
    const follow = async (name) => {
      const opened = context.waitForEvent('page');
      await message.getByTestId('file').filter({ hasText: name }).click();
      return opened;
    };
    const text = await follow('record.md');
    await text.getByText('# Ninety days').waitFor();
    assert.match(await text.content(), /\*Wörds\*/);
    await text.close();
    const shown = await follow('Record of 90 days');
    const viewer = () => shown.frames().some((frame) => frame.url().startsWith('chrome-extension:'));
    await until(viewer, 'the browser’s own viewer');
    await shown.close();
    // What is only saved has no tab of its own to show.
    const html = message.getByTestId('file').filter({ hasText: 'page.html' });
    await html.evaluate((link) => link.removeAttribute('target'));
    const [saved] = await Promise.all([ada.page.waitForEvent('download'), html.click()]);
    assert.equal(saved.suggestedFilename(), 'page.html');
  } finally {
    await app.stop();
  }
});
