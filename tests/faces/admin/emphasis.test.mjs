import assert from "node:assert/strict";
import { test } from "node:test";

import { bolder } from "../../../static/faces/admin/emphasis.js";

/** A text with what is chosen between ‹ and ›, afterwards; both marks together are a cursor. */
function after(marked) {
  const from = marked.indexOf("‹");
  const to = marked.indexOf("›") - 1;
  const text = marked.replace(/[‹›]/g, "");
  const made = bolder(text, from, to);
  return text.slice(0, made.from) + made.words + text.slice(made.to);
}

for (const [says, before, expected] of [
  ["chosen words get bold type", "请‹各站›落实。", "请**各站**落实。"],
  ["blanks at the ends of what is chosen do not", "请‹ 各站 ›落实。", "请 **各站** 落实。"],
  ["where nothing is chosen, the line does", "一\n请各‹›站落实。\n二", "一\n**请各站落实。**\n二"],
  ["each line does so by itself", "‹一\n\n二›", "**一**\n\n**二**"],
  ["bold type is taken away again", "请‹**各站**›落实。", "请各站落实。"],
  ["also where its marks are not chosen", "请**‹各站›**落实。", "请各站落实。"],
  ["what is bold in part becomes bold", "‹**一**\n二›", "**一**\n**二**"],
  ["stars that cover a number are no bold type", "‹138****0000›", "**138****0000**"],
  ["stars alone neither", "‹****›", "********"],
]) {
  test(`bold type: ${says}`, () => assert.equal(after(before), expected));
}
