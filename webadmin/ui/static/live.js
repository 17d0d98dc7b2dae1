// A page that follows the record: when the server says that it was written to, the part that shows it is loaded anew, as
// soon as somebody looks and does nothing in it. What else may have changed says so, and waits. Without this script the
// page has a link that does the same, or is loaded anew by the browser.
const live = document.getElementById('live')
const stale = document.getElementById('stale')
const news = new EventSource(live.dataset.events)
let due = false, loading = false
const load = async () => {
  if (!due || loading || document.hidden || live.contains(document.activeElement)) return
  due = false
  loading = true
  try {
    const got = await fetch(location.href)
    if (!got.ok || got.redirected) return location.reload()
    const page = new DOMParser().parseFromString(await got.text(), 'text/html')
    const fresh = page.getElementById('live')
    if (fresh && fresh.innerHTML !== live.innerHTML) {
      live.replaceChildren(...fresh.childNodes)
      if (stale) stale.hidden = false
    }
  } catch {
    due = true // the network is away; the next news will find it back
  } finally {
    loading = false
  }
}
news.onmessage = () => {
  due = true
  load()
}
setInterval(load, 1000)
document.addEventListener('visibilitychange', load)
addEventListener('pagehide', () => news.close())
addEventListener('pageshow', e => { if (e.persisted) location.reload() })
