// The running clock of My recorder. It shows the server's time, which is the time a punch gets, whatever this device's
// clock says. Without this script the page is loaded anew each minute.
const clock = document.getElementById('clock')
const two = n => String(n).padStart(2, '0')
const began = performance.now()
const tick = () => {
  const at = Number(clock.dataset.instant) + performance.now() - began + Number(clock.dataset.offset) * 60000
  const t = new Date(at)
  clock.textContent = t.getUTCHours() + ':' + two(t.getUTCMinutes()) + ':' + two(t.getUTCSeconds())
  setTimeout(tick, 1000 - at % 1000)
}
tick()
// A page that slept shows an old state: coming back to it, it is loaded anew.
let left = 0
document.addEventListener('visibilitychange', () => {
  if (document.hidden) left = Date.now()
  else if (left && Date.now() - left > 60000) location.replace('/me')
})
addEventListener('pageshow', e => { if (e.persisted) location.replace('/me') })
if ('serviceWorker' in navigator) navigator.serviceWorker.register('/me/worker.js', { scope: '/me' })
