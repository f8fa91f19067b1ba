// An app of Slack's own framework that listens to messages and reactions, for zero_gap. SLACK_API_URL,
// SLACK_APP_TOKEN and SLACK_BOT_TOKEN say where.
import bolt from '@slack/bolt';

const clientOptions = { slackApiUrl: process.env.SLACK_API_URL };
const receiver = new bolt.SocketModeReceiver({
  appToken: process.env.SLACK_APP_TOKEN,
  logLevel: bolt.LogLevel.ERROR,
  installerOptions: { clientOptions },
});
const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN,
  receiver,
  clientOptions,
  logLevel: bolt.LogLevel.ERROR,
});
app.message(async () => {});
app.event('reaction_added', async () => {});
app.error(async () => {});
await app.start();
