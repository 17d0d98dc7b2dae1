// Keeps the page that is shown without a network, and nothing else: what waits is in the page's own store.
const base = new URL(registration.scope).pathname, page = base + '/offline', shelf = 'door ' + base
addEventListener('install', e => e.waitUntil((async () => {
  const got = await fetch(page, { cache: 'no-store' })
  if (!got.ok) throw new Error('no page')
  const files = [...(await got.clone().text()).matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(m => m[1])
  const fresh = await caches.open(shelf)
  for (const old of await fresh.keys()) await fresh.delete(old)
  await fresh.put(page, got)
  await fresh.addAll(files)
  await skipWaiting()
})()))
addEventListener('activate', e => e.waitUntil(clients.claim()))
const ours = path => path === base || path.startsWith(base + '/')
addEventListener('fetch', e => {
  const { request } = e, url = new URL(request.url)
  if (request.mode === 'navigate' && ours(url.pathname)) {
    // A network that neither works nor fails must not keep anybody at the door.
    const limit = request.method === 'GET' ? { signal: AbortSignal.timeout(8000) } : {}
    e.respondWith(fetch(request, limit).then(got => [502, 503, 504].includes(got.status) ? Promise.reject(got) : got)
      .catch(() => caches.match(page, { ignoreVary: true })))
  } else if (url.pathname.startsWith('/static/')) {
    e.respondWith(fetch(request).catch(() => caches.match(request, { ignoreVary: true }).then(got => got || Response.error())))
  }
})
