// The page's own WebSocket: events for one person, with reconnection. The owner hears about every event and
// about every change between online and offline; after a gap it has to read history again.

const first_pause = 400;
const longest_pause = 8000;

/** Opens the stream for `token`; returns {close}. Events that are no JSON are dropped. */
export function open_live(token, { on_event, on_state }) {
  let socket = null;
  let timer = 0;
  let pause = first_pause;
  let closed = false;
  let gap = false;

  function connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(`${scheme}//${location.host}/sandbox/live?token=${encodeURIComponent(token)}`);
    socket.onopen = () => {
      pause = first_pause;
      on_state({ online: true, gap });
      gap = true;
    };
    socket.onmessage = ({ data }) => {
      // What was on its way when the person changed was not for the new one's eyes.
      if (closed) return;
      let event;
      try {
        event = JSON.parse(data);
      } catch {
        return;
      }
      if (event?.type) on_event(event);
    };
    socket.onclose = () => {
      if (closed) return;
      on_state({ online: false, gap: true });
      gap = true;
      // Jitter, so that several open pages do not all return in the same instant.
      timer = setTimeout(connect, pause * (0.5 + Math.random() / 2));
      pause = Math.min(pause * 2, longest_pause);
    };
  }

  // A laptop that wakes up, or a network that returns, need not wait for the pause to end.
  function hurry() {
    if (closed || socket.readyState <= WebSocket.OPEN) return;
    clearTimeout(timer);
    pause = first_pause;
    connect();
  }

  addEventListener("online", hurry);
  connect();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      removeEventListener("online", hurry);
      socket.close();
    },
  };
}
