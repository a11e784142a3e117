// @ts-check
/**
 * Sent in place of the player of another version: a page that the browser had kept does not run with a script it was not
 * made for, but is loaded anew as a whole.
 */
import { reloadIfAnswered } from "./link.js";

const PAUSE_MS = 3000;

reloadIfAnswered();
window.setInterval(() => reloadIfAnswered(), PAUSE_MS);
