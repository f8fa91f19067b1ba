// An app made with Slack's own framework, connected to the sandbox, and what it heard.
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import bolt from '@slack/bolt';
import { inTime, matches } from './huzzah.mjs';

/** A manifest with a Home tab, shortcuts and files, which tests give to the sandbox. */
export const richManifest = JSON.parse(
  readFileSync(new URL('../support/sandbox_manifest.json', import.meta.url), 'utf8'),
);
richManifest.oauth_config.scopes.bot.push('files:read', 'files:write');

// It tells the log of every connection that it lost, which is what some tests are about.
const quiet = { getLevel: () => bolt.LogLevel.ERROR, setLevel() {}, setName() {}, debug() {}, info() {}, warn() {}, error() {} };

/** What the app heard, in order, to be waited for. */
export class Heard extends EventEmitter {
  all = [];
  note(kind, fields) {
    this.all.push({ kind, ...fields });
    this.emit('more');
  }
  async saw(pattern, times = 1) {
    const found = () => this.all.filter((one) => matches(one, pattern));
    const enough = async () => {
      while (found().length < times) await once(this, 'more');
      return found()[times - 1];
    };
    return inTime(enough(), () => `${JSON.stringify(pattern)} among ${JSON.stringify(this.all)}`);
  }
}

/** {app, client}: an app that the caller gives its listeners, and its Socket Mode client. */
export function boltApp(sandbox, heard) {
  const clientOptions = { slackApiUrl: sandbox.apiUrl };
  const receiver = new bolt.SocketModeReceiver({
    appToken: sandbox.appToken,
    logger: quiet,
    clientPingTimeout: 500, // it waits that long before it reconnects
    installerOptions: { clientOptions },
  });
  const app = new bolt.App({ token: sandbox.botToken, receiver, clientOptions, logger: quiet });
  app.error(async (problem) => heard.note('problem', { text: String(problem) }));
  return { app, client: receiver.client };
}
