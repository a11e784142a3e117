// @ts-check
/** Says what is wrong with saving, where it is always seen and heard, and offers the way in when a session has ended. */

/** The window in which one signs in again; panel.js closes it once that is done. */
export const SIGN_IN_WINDOW = "kiosk-sign-in";
/** On which that window tells every editor of this browser that it is done. */
export const SIGNED_IN = "kiosk-signed-in";
const SIGN_IN = "/admin/login?next=/admin/";

export class Trouble {
  /** @param {HTMLElement} place @param {Record<string, string>} words */
  constructor(place, words) {
    this.place = place;
    this.words = words;
  }

  clear() {
    if (this.place.firstChild) this.place.replaceChildren();
  }

  /** @param {string} sentence */
  say(sentence) {
    if (this.place.textContent === sentence) return;
    const line = document.createElement("p");
    line.textContent = sentence;
    this.place.replaceChildren(line);
  }

  ended() {
    if (this.place.querySelector("a")) return;
    const line = document.createElement("p");
    const link = document.createElement("a");
    link.href = SIGN_IN;
    link.target = SIGN_IN_WINDOW;
    link.textContent = this.words.signIn;
    link.addEventListener("click", (event) => {
      if (window.open(SIGN_IN, SIGN_IN_WINDOW, "popup,width=520,height=680")) event.preventDefault();
    });
    line.append(`${this.words.ended} `, link);
    this.place.replaceChildren(line);
  }
}
