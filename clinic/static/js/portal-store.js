/* What the phone keeps of a session until the clinic has it: the place in it, and logs that wait to be sent.
   Each log carries its own id, made here, so that sending twice stores once. Everything is kept by patient. */

const NOW = "restride.session.";
const QUEUE = "restride.queue";

function read(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // private mode or a full phone: the page still works, only without a second chance
  }
}

export const sessionOf = (who, programme, day) => {
  const kept = read(NOW + who, null);
  return kept && kept.programme === programme && kept.on === day ? kept : null;
};

export const keepSession = (who, session) => write(NOW + who, session);

export const dropSession = (who) => localStorage.removeItem(NOW + who);

export const waiting = (who) => read(QUEUE, []).filter((log) => !who || log.who === who);

export function queue(log) {
  const others = read(QUEUE, []).filter((each) => each.ident !== log.ident);
  return write(QUEUE, [...others, log]);
}

const unqueue = (ident) => write(QUEUE, read(QUEUE, []).filter((each) => each.ident !== ident));

export function forget() {
  for (const key of Object.keys(localStorage)) if (key.startsWith("restride.")) localStorage.removeItem(key);
}

const cookie = (name) => document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

/* One try. Answers {sent, url} or {sent: false, refused: [sentences]}; a lost line is just "not sent". */
async function post(log, address) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(log.fields),
      headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") },
      credentials: "same-origin",
    });
  } catch {
    return { sent: false };
  }
  const json = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
  if (answer.ok && json?.id) return { sent: true, url: json.url };
  if (answer.status === 422) return { sent: false, refused: json?.errors ?? [] };
  return { sent: false };
}

/* Sends what waits for this patient, the oldest first: sessions to this address, others where they say themselves.
   Answers what became of each, by id. */
export async function sendWaiting(who, address) {
  const results = new Map();
  for (const log of waiting(who)) {
    const result = await post(log, log.to ?? address);
    if (result.sent) unqueue(log.ident);
    else if (result.refused) queue({ ...log, refused: result.refused });
    results.set(log.ident, result);
  }
  return results;
}
