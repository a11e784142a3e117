// @ts-check
/**
 * Send once more, as a whole page, what htmx has sent: then the server's way through signing in keeps every word.
 * @param {Document} page @param {{ action: string, body: URLSearchParams | FormData }} request
 */
export function sendWhole(page, request) {
  const form = page.createElement("form");
  form.method = "post";
  form.action = request.action;
  form.hidden = true;
  for (const [name, value] of request.body) {
    if (typeof value !== "string") continue; // a file is chosen again
    const field = page.createElement("textarea"); // which keeps its lines
    field.name = name;
    field.value = value;
    form.append(field);
  }
  page.body.append(form);
  form.submit();
}
