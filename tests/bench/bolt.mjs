// An app of Slack's own framework over Socket Mode, not yet started. SLACK_API_URL, SLACK_APP_TOKEN and
// SLACK_BOT_TOKEN say where.
import bolt from '@slack/bolt';

const clientOptions = { slackApiUrl: process.env.SLACK_API_URL };
const receiver = new bolt.SocketModeReceiver({
  appToken: process.env.SLACK_APP_TOKEN,
  logLevel: bolt.LogLevel.ERROR,
  installerOptions: { clientOptions },
});
export const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN,
  receiver,
  clientOptions,
  logLevel: bolt.LogLevel.ERROR,
});
