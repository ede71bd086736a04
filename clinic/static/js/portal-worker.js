/* Keeps the files of the portal and one page, the exercises with their photos, for when there is no signal. Nothing else
   of a record is ever kept, and page and photos go as soon as somebody has signed out. Films are too large to keep. */

const PAGES = "restride-session";
const FILES = "restride-files";
const SESSION = "/portal/session/";
const OFFLINE = "/portal/offline/";
const STOPPED = 409;

const isFile = (url) => url.pathname.startsWith("/static/");
const isPhoto = (request, url) => request.destination === "image" && url.pathname.startsWith("/demonstrations/");

/* Nobody is signed in, or the exercises are stopped for a danger sign: what was kept must not be played any more. */
const isOver = (answer, path) => answer.type === "opaqueredirect" || (path === SESSION && answer.status === STOPPED);

/* Stores the exercise page as it is now, with all it needs. Answers whether it is here. */
async function keepSession() {
  const pages = await caches.open(PAGES);
  const answer = await fetch(SESSION, { credentials: "same-origin", redirect: "manual" });
  if (answer.ok) await pages.put(SESSION, answer.clone());
  else if (isOver(answer, SESSION)) await caches.delete(PAGES);
  if (!answer.ok) return false;
  const html = await answer.text();
  await Promise.all([keepFilesOf(html), keepPhotosOf(html, pages)]);
  return true;
}

/* The photos that the page shows stay beside it, and go with it. */
async function keepPhotosOf(html, pages) {
  const named = [...html.matchAll(/<img [^>]*src="(\/demonstrations\/[^"]+)"/g)].map((match) => match[1]);
  await Promise.all([...new Set(named)].map((photo) => pages.add(photo).catch(() => undefined)));
}

/* The style sheets, scripts and fonts that the page names. */
async function keepFilesOf(html) {
  const files = await caches.open(FILES);
  const named = [...html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((match) => match[1]);
  const extra = ["portal-store.js", "portal-clock.js", "portal-metronome.js"].map((name) => `/static/js/${name}`);
  await Promise.all([...new Set([...named, ...extra])].map((file) => files.add(file).catch(() => undefined)));
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(FILES)
      .then(async (files) => {
        const answer = await fetch(OFFLINE);
        await files.put(OFFLINE, answer.clone());
        await keepFilesOf(await answer.text());
      })
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data === "keep") {
    event.waitUntil(keepSession().then((kept) => kept && event.source?.postMessage("kept")).catch(() => undefined));
  }
  if (event.data === "forget") event.waitUntil(caches.delete(PAGES));
});

async function page(request, url) {
  try {
    const answer = await fetch(request);
    const signedOut = answer.redirected && answer.url.includes("/accounts/");
    if (signedOut || isOver(answer, url.pathname)) await caches.delete(PAGES);
    if (answer.ok && url.pathname === SESSION) await (await caches.open(PAGES)).put(SESSION, answer.clone());
    return answer;
  } catch {
    const kept = url.pathname === SESSION ? await (await caches.open(PAGES)).match(SESSION) : undefined;
    return kept ?? (await caches.match(OFFLINE)) ?? Response.error();
  }
}

async function file(request) {
  const files = await caches.open(FILES);
  try {
    const answer = await fetch(request);
    if (answer.ok) await files.put(request, answer.clone());
    return answer;
  } catch {
    return (await files.match(request)) ?? Response.error();
  }
}

async function photo(request) {
  try {
    return await fetch(request);
  } catch {
    return (await (await caches.open(PAGES)).match(request)) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && url.pathname.startsWith("/portal/")) event.respondWith(page(event.request, url));
  else if (isFile(url)) event.respondWith(file(event.request));
  else if (isPhoto(event.request, url)) event.respondWith(photo(event.request));
});
