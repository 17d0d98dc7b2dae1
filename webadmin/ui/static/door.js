// What a recorder's pages do besides what they do without a script: the clock runs, a pad of digits, the clock comes back
// by itself, and on the clock what waited on this device is sent.
const door = document.getElementById('door')
const { base, home } = door.dataset
const two = n => String(n).padStart(2, '0')

const clock = document.getElementById('clock')
if (clock) {
  // In English the time shown is this device's; recorded is always the server's, which the other shows.
  const date = document.getElementById('date'), own = date.dataset.own, began = performance.now()
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
  const tick = () => {
    const at = own ? Date.now() : Number(clock.dataset.instant) + performance.now() - began + Number(clock.dataset.offset) * 60000
    const t = new Date(at), local = own ? '' : 'UTC'
    clock.textContent = t['get' + local + 'Hours']() + ':' + two(t['get' + local + 'Minutes']())
    document.getElementById('seconds').textContent = ':' + two(t['get' + local + 'Seconds']())
    if (own) date.textContent = day.format(t).replace(',', '')
    setTimeout(tick, 1000 - at % 1000)
  }
  tick()
  setTimeout(() => location.reload(), 10 * 60000) // the date, and who has come
} else if (home) {
  // The next one at this screen sees nothing of the one before: what waits for a touch goes back to the clock.
  let timer
  const wait = () => { clearTimeout(timer); timer = setTimeout(() => location.replace(home.split('?')[0]), Number(door.dataset.idle) * 1000) }
  for (const touch of ['pointerdown', 'keydown']) addEventListener(touch, wait)
  wait()
}

const digits = document.querySelector('#pad .digits')
if (digits) {
  const code = document.getElementById('passcode')
  const key = (label, press, wide) => {
    const b = document.createElement('button')
    b.type = 'button'
    b.textContent = label
    if (wide) b.className = 'wide'
    b.addEventListener('click', press)
    digits.append(b)
  }
  const type = d => key(d, () => { if (code.value.length < code.maxLength) code.value += d })
  for (const d of '123456789') type(d)
  key(document.getElementById('pad').dataset.erase, () => { code.value = '' }, true)
  type('0')
  key('⌫', () => { code.value = code.value.slice(0, -1) })
  digits.hidden = false
  if (matchMedia('(pointer: coarse)').matches) code.inputMode = 'none' // the pad is here; another would cover it
}

for (const form of document.forms) form.addEventListener('submit', e => {
  if (form.dataset.sent) return e.preventDefault() // a second touch while the first is under way
  form.dataset.sent = 1
  const { device, zone } = form.elements
  if (device) device.value = Date.now()
  if (zone) zone.value = new Date().getTimezoneOffset()
})
addEventListener('pageshow', e => { if (e.persisted) location.replace(base) })

if (clock && typeof queue !== 'undefined' && queue.able) {
  const waiting = document.getElementById('waiting')
  const tell = async () => {
    const n = await queue.count()
    waiting.hidden = !n
    waiting.textContent = waiting.dataset.text.replace('{count}', n)
  }
  const run = async () => {
    const held = await queue.send()
    await tell()
    if (held) return location.reload() // the page says that somebody has to look
    await queue.refresh()
  }
  const lost = () => { if (navigator.serviceWorker.controller) location.replace(base + '/offline') }
  const often = () => run().catch(e => { if (e instanceof TypeError) lost() }).finally(() => setTimeout(often, 60000))
  navigator.serviceWorker.register(base + '/worker.js', { scope: base })
  addEventListener('offline', lost)
  tell().then(often)
}
