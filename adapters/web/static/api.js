// Speaks with the server.  Every failure is a `Failure` with words for the person.

const TIMEOUT_MS = 20_000;

export class Failure extends Error {
  /**
   * @param {string} words
   * @param {number} status 0: the server was not reached.
   */
  constructor(words, status) {
    super(words);
    this.status = status;
  }

  /** Whether the server has said no, and why; otherwise the same may work in a moment. */
  get isRefusal() {
    return this.status >= 400 && this.status < 500;
  }
}

async function call(method, path, body, { isAskedFor = true } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new Failure("I cannot be reached just now. Is the network there?", 0);
  }
  // What the page asks by itself must not take a person away from what they write.
  if (response.status === 401 && isAskedFor) {
    window.location.assign("/sign-in");
  }
  const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Failure(answer.error ?? `That did not work (${response.status}).`, response.status);
  }
  return answer;
}

export const api = {
  desk: () => call("GET", "/api/desk"),
  suggestions: () => call("GET", "/api/suggestions"),
  conversations: () => call("GET", "/api/conversations"),
  conversation: (thread) => call("GET", `/api/conversations/${thread}`),
  forget: (thread) => call("DELETE", `/api/conversations/${thread}`),
  ask: (thread, text, eventId) =>
    call("POST", "/api/questions", { thread, text, event_id: eventId }),
  posts: () => call("GET", "/api/posts", undefined, { isAskedFor: false }),
  stop: (turnId) => call("POST", `/api/turns/${turnId}/stop`),
  rate: (turnId, thread, thumb, comment) =>
    call("PUT", `/api/turns/${turnId}/feedback`, { thread, thumb, comment }),
};

/** A random name for a conversation or an event; `crypto.randomUUID` is missing without https. */
export function randomName() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
