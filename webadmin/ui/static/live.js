// A page that follows the record: when the server says that it was written to, the part that shows it is loaded anew.
// Without this script the page has a link that does the same.
const live = document.getElementById('live')
const news = new EventSource(live.dataset.events)
news.onmessage = async () => {
  const got = await fetch(location.href)
  if (!got.ok || got.redirected) return location.reload()
  const page = new DOMParser().parseFromString(await got.text(), 'text/html')
  const fresh = page.getElementById('live')
  if (fresh) live.replaceChildren(...fresh.childNodes)
}
addEventListener('pagehide', () => news.close())
addEventListener('pageshow', e => { if (e.persisted) location.reload() })
