// One call of the admin API from inside another network namespace: URL, token and an optional body
// as arguments; the answer's status and JSON on stdout.

const [url = "", token = "", body] = Deno.args;
const response = await fetch(url, {
  method: body === undefined ? "GET" : "POST",
  headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
  ...(body === undefined ? {} : { body }),
});
const answer = { status: response.status, body: await response.json() };
await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(answer)));
