// A board that many look at: it is loaded anew every half minute while somebody looks, and at once when he comes back to it.
// Without this script the browser loads the page anew itself.
const board = document.getElementById('board')
const load = async () => {
  if (document.hidden || board.contains(document.activeElement)) return
  const got = await fetch(location.href)
  if (!got.ok || got.redirected) return location.reload()
  const fresh = new DOMParser().parseFromString(await got.text(), 'text/html').getElementById('board')
  if (fresh) board.replaceChildren(...fresh.childNodes)
}
setInterval(load, Number(board.dataset.every) * 1000)
document.addEventListener('visibilitychange', load)
