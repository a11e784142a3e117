// @ts-check
/**
 * What this wall knows itself by, kept beside the cookie: a box that lost its cookies gets back in without a visit. Only the
 * server can say whether it still means anything; what was revoked does not.
 */
import { patiently } from "./link.js";

const NAME = "secret";

/** Write down what the cookie holds. */
export function keepSecret() {
  patiently("/screen/secret", { cache: "no-store" })
    .then((answer) => {
      if (answer.ok) window.localStorage.setItem(NAME, JSON.parse(answer.text).secret);
    })
    .catch(() => undefined); // no server or no storage: the cookie is all there is
}

/** Without a cookie: show what was kept. @returns {Promise<void>} When the server has answered, or cannot. */
export async function comeBack() {
  try {
    const secret = window.localStorage.getItem(NAME);
    if (!secret) return;
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ secret });
    const answer = await patiently("/screen/return", { method: "POST", headers, body });
    if (answer.ok && !JSON.parse(answer.text).known) window.localStorage.removeItem(NAME);
  } catch (error) {
    // The digits are on the wall.
  }
}
