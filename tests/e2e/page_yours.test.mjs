// What is a person's own, in the browser: kudos by a message's menu, "me too", Home and the record.
import assert from 'node:assert/strict';
import { page_test } from './visitor.mjs';

const phone = { width: 390, height: 780 };

page_test('kudos by a message’s menu, supported by another, in Home and in the record', async ({ open, sandbox }) => {
  const ada = await open('ada');
  await sandbox.person('Bruno').post(sandbox.channel('general'), 'The tests are green again');
  await ada.tool('green again', 'message-more');
  await ada.picture('yours-menu');
  await ada.id('shortcut-kudos.give_for').click();
  const modal = ada.id('modal');
  await modal.getByText('Give kudos', { exact: true }).first().waitFor();
  await modal.getByText('Bruno').first().waitFor();
  await modal.getByRole('textbox', { name: 'What for' }).fill('for the green tests :tada:');
  await ada.picture('yours-form');
  await ada.page.setViewportSize(phone);
  await ada.fits();
  await ada.picture('yours-form-phone');
  await ada.page.setViewportSize({ width: 1280, height: 800 });
  await ada.id('modal-submit').click();
  await modal.waitFor({ state: 'detached' });
  const announced = ada.message('gave @Bruno');
  await announced.getByText('for the green tests').waitFor();

  await ada.become(sandbox.person('Chiara').id);
  await announced.getByRole('button', { name: 'Me too' }).click();
  await announced.getByText('Chiara Conti says so, too.').waitFor();
  await ada.picture('yours-me-too');

  await ada.become(sandbox.person('Bruno').id);
  await ada.id('dm-app').click();
  await ada.message('Chiara Conti says so, too.').waitFor();
  await ada.id('tab-home').click();
  const home = ada.id('home');
  await home.getByText('for the green tests').waitFor();
  await ada.picture('yours-home');
  await ada.page.setViewportSize(phone);
  await ada.fits();
  await ada.picture('yours-home-phone');
  await ada.page.setViewportSize({ width: 1280, height: 800 });

  await home.getByRole('button', { name: 'My record' }).click();
  await modal.getByText('With private wins and kudos').waitFor();
  await ada.picture('yours-record-form');
  await ada.id('modal-submit').click();
  await modal.getByText('on its way').waitFor();
  await ada.id('modal-close').click();
  await ada.id('tab-messages').click();
  const given = ada.message('Your record of');
  await given.getByText('1 kudos from 1 person').waitFor();
  await ada.picture('yours-record');
  const address = await given.getByRole('link', { name: /record-.*\.pdf/ }).getAttribute('href');
  assert.ok(address);
});

page_test('what is about oneself: hidden, handed out, and erased', async ({ open, sandbox }) => {
  const ada = await open('ada');
  await ada.say('@Bruno ++ for the green tests');
  await ada.message('for the green tests').waitFor();
  await ada.become(sandbox.person('Bruno').id);
  await ada.tool('for the green tests', 'message-more');
  await ada.id('shortcut-moderation.choose').click();
  const modal = ada.id('modal');
  await modal.getByText('What to do').first().waitFor();
  await ada.picture('yours-hide');
  await ada.page.setViewportSize(phone);
  await ada.fits();
  await ada.page.setViewportSize({ width: 1280, height: 800 });
  await modal.getByRole('combobox', { name: 'What to do' }).selectOption('hide');
  await ada.id('modal-submit').click();
  await modal.getByText('Hidden').waitFor();
  await ada.id('modal-close').click();

  await ada.id('dm-app').click();
  await ada.id('tab-home').click();
  const home = ada.id('home');
  await home.getByText('the green tests').waitFor();
  await home.getByRole('button', { name: 'Settings' }).click();
  await modal.getByText('Working hours from').first().waitFor();
  await ada.picture('yours-settings');
  await ada.id('modal-close').click();
  await ada.id('tab-messages').click();
  await ada.say('/huzzah data');
  await ada.message('.jsonl').first().waitFor();
  await ada.picture('yours-data');
  await ada.say('/huzzah erase');
  await ada.privately('What goes').getByRole('button', { name: 'Erase me' }).click();
  await ada.picture('yours-erase');
  const word = modal.getByRole('textbox');
  await word.fill('erase');
  await ada.id('modal-submit').click();
  await modal.getByText('You are erased').waitFor();
  await ada.picture('yours-erased');
  await ada.id('modal-close').click();
  await ada.become(sandbox.person('Chiara').id);
  await ada.id('channel-general').click();
  const board = await ada.ask('/kudos board all', 'No kudos');
  assert.doesNotMatch(board.text, /Bruno/);
});
