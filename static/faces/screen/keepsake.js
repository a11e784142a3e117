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

/**
 * Without a cookie: show what was kept.
 * @returns {Promise<boolean>} Whether the server knows it; it knows nobody who has kept nothing. Rejected: it has not said.
 */
export async function comeBack() {
  const secret = kept();
  if (!secret) return false;
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ secret });
  const answer = await patiently("/screen/return", { method: "POST", headers, body });
  const known = answer.ok ? JSON.parse(answer.text).known : undefined;
  if (typeof known !== "boolean") throw new Error("no answer");
  if (!known) window.localStorage.removeItem(NAME);
  return known;
}

function kept() {
  try {
    return window.localStorage.getItem(NAME);
  } catch (error) {
    return null; // blocked
  }
}
