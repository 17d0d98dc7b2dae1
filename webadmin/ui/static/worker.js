// Shows that there is no connection, and nothing else: it keeps no page and no punch. What could not be sent was not
// recorded, and the page it shows says so.
const shown = '/me/offline'
addEventListener('install', e => e.waitUntil(caches.open('offline').then(async cache => {
  const page = await fetch(shown)
  const style = (await page.clone().text()).match(/href="([^"]*\.css[^"]*)"/)[1]
  await cache.put(shown, page)
  await cache.add(style)
  await skipWaiting()
})))
addEventListener('fetch', e => {
  if (e.request.mode === 'navigate') e.respondWith(fetch(e.request).catch(() => caches.match(shown)))
  else if (e.request.destination === 'style') e.respondWith(fetch(e.request).catch(() => caches.match(e.request)))
})
