// The recorder while there is no network: the same way to a punch, drawn from what the device keeps. What is pressed here is
// kept as waiting; whether the passcode is right is known only when the network is back, and the page says so.
(async () => {
  const door = document.getElementById('door'), { base } = door.dataset
  const kit = queue.able && await queue.kit()
  let at = 'face', dept = '', timer
  let lang = navigator.languages.map(l => l.slice(0, 2)).find(l => l === 'ja' || l === 'en') || 'ja'

  const back = async () => {
    if (!kit) return location.replace(base)
    await queue.send()
    if (at === 'face') location.replace(base)
  }
  const retry = () => back().catch(() => {})
  setInterval(retry, 15000)
  addEventListener('online', retry)
  if (!kit) return // nothing is known here yet; the page says so

  const T = (key, values = {}) => kit.texts[lang][key].replace(/\{(\w+)\}/g, (_, name) => values[name])
  const two = n => String(n).padStart(2, '0')
  const make = (tag, props = {}, ...inner) => {
    const el = Object.assign(document.createElement(tag), props)
    el.append(...inner)
    return el
  }
  const press = (text, act, className = '') => make('button', { type: 'button', textContent: text, className, onclick: act })
  const name = n => lang === 'en' && n.en || n.ja
  // In Japanese the time is the company's, as far as this device knew it last; in English it is this device's own.
  const apart = await queue.offset()
  const wall = ms => lang === 'ja' ? new Date(ms + apart + kit.zone * 60000) : new Date(ms - new Date(ms).getTimezoneOffset() * 60000)
  const clockOf = ms => wall(ms).getUTCHours() + ':' + two(wall(ms).getUTCMinutes())

  // show draws a view; all but the clock go back to it when nobody touches them.
  const show = (view, seconds, ...inner) => {
    at = view
    document.documentElement.lang = lang
    door.className = view === 'face' ? 'face' : ''
    door.replaceChildren(...inner)
    clearTimeout(timer)
    if (seconds) timer = setTimeout(face, seconds * 1000)
    const first = door.querySelector('input')
    if (first) first.focus()
  }
  for (const touch of ['pointerdown', 'keydown']) addEventListener(touch, () => {
    if (at === 'face' || at === 'done') return
    clearTimeout(timer)
    timer = setTimeout(face, 30000)
  })
  const home = () => make('p', { className: 'back' }, press('← ' + T('back'), face, 'plain'))
  const chips = (label, all, chosen, choose) => {
    const nav = make('nav', { className: 'chips' }, ...all.map(([id, text]) => {
      const b = make('a', { href: '#', textContent: text, onclick: e => { e.preventDefault(); choose(id) } })
      if (id === chosen) b.setAttribute('aria-current', 'true')
      return b
    }))
    nav.setAttribute('aria-label', label)
    return nav
  }

  const face = async () => {
    const count = await queue.count()
    const time = make('span', { id: 'clock' }), seconds = make('span', { id: 'seconds' }), date = make('p', { className: 'date' })
    const side = make('div', { className: 'side' }, make('h1', { textContent: kit.place }), date, make('p', { className: 'time' }, time, seconds),
      make('p', { className: 'badge needs', textContent: '! ' + T('none') }),
      ...count ? [make('p', { id: 'waiting', className: 'badge waiting', textContent: T('waiting', { count }) })] : [],
      make('p', { className: 'toggle' }, press(lang === 'ja' ? 'English' : '日本語', () => { lang = lang === 'ja' ? 'en' : 'ja'; face() }, 'plain')))
    const names = kit.names.filter(n => !dept || n.dept === dept), used = new Set(names.map(n => n.key))
    const keys = kit.keys.filter(k => used.has(k))
    const ways = make('div', { className: 'ways' }, make('p', { className: 'soft', textContent: T('what') }))
    if (kit.ways.includes('passcode')) {
      ways.append(make('h2', { textContent: T('choose') }))
      if (kit.departments.length > 1) ways.append(chips(T('departments'), [['', T('all')], ...kit.departments.map(d => [d.id, d.name])], dept, id => { dept = id; face() }))
      ways.append(make('div', { className: 'keys' + (keys.length > 12 ? ' many' : '') }, ...keys.map(k => press(k === '#' ? T('other') : k, () => list(k)))))
    }
    if (kit.ways.includes('password')) ways.append(make('p', { className: 'other' }, press(T('login'), login, 'button quiet')))
    show('face', 0, side, ways)
    const tick = () => {
      if (!time.isConnected) return
      const now = Date.now(), t = wall(now)
      time.textContent = clockOf(now)
      seconds.textContent = ':' + two(t.getUTCSeconds())
      date.textContent = lang === 'ja' ? `${t.getUTCMonth() + 1}/${t.getUTCDate()}(${'日月火水木金土'[t.getUTCDay()]})`
        : new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(t).replace(',', '')
      setTimeout(tick, 1000 - t % 1000)
    }
    tick()
  }

  const list = (key, letter = '') => {
    const found = kit.names.filter(n => n.key === key && (!dept || n.dept === dept))
    const letters = [...new Set(found.map(n => n.letter))].filter(Boolean).sort()
    const rows = found.filter(n => !letter || n.letter === letter)
    show('names', 30, home(), make('h1', { textContent: T('names', { key: key === '#' ? T('other') : key }) }),
      ...found.length > 24 && letters.length > 1 ? [chips(T('departments'), [['', T('all')], ...letters.map(l => [l, l])], letter, l => list(key, l))] : [],
      make('div', { className: 'names' }, ...rows.map(n => press(name(n), () => pad(n)))))
  }

  const field = (label, props) => make('div', { className: 'field' }, make('label', { textContent: label, htmlFor: props.id }), make('input', { autocomplete: 'off', required: true, ...props }))
  const pad = n => {
    const code = field(T('passcode'), { id: 'passcode', type: 'password', inputMode: 'numeric', maxLength: 16 }), input = code.querySelector('input')
    const digits = make('div', { className: 'digits' }, ...[...'123456789'].map(d => press(d, () => { input.value += d })),
      press(T('erase'), () => { input.value = '' }, 'wide'), press('0', () => { input.value += '0' }), press('⌫', () => { input.value = input.value.slice(0, -1) }))
    if (matchMedia('(pointer: coarse)').matches) input.inputMode = 'none'
    const form = make('form', { className: 'stack narrow pad', onsubmit: e => { e.preventDefault(); kinds(name(n), { way: 'passcode', employee: n.id, secret: input.value }) } },
      code, digits, make('button', { textContent: T('next') }))
    show('pad', 30, home(), make('h1', { textContent: name(n) }), form)
  }
  const login = () => {
    const id = field(T('id'), { id: 'login', maxLength: 200, autocapitalize: 'none', spellcheck: false }), word = field(T('password'), { id: 'password', type: 'password', maxLength: 200 })
    const value = f => f.querySelector('input').value
    const form = make('form', { className: 'stack narrow', onsubmit: e => { e.preventDefault(); kinds(value(id), { way: 'password', login: value(id), secret: value(word) }) } },
      id, word, make('button', { textContent: T('next') }))
    show('login', 30, home(), make('h1', { textContent: T('login') }), form)
  }
  // What somebody is doing now is not known here, so every kind can be pressed; the ledger sorts it out.
  const kinds = (who, claim) => show('kinds', 30, home(), make('h1', { textContent: who }), make('p', { className: 'soft', textContent: T('any') }),
    make('div', { className: 'press' }, ...kit.kinds.map(kind => press(T('kind.' + kind), e => { e.currentTarget.disabled = true; keep(who, { ...claim, kind }) }, kind === 'in' || kind === 'out' ? '' : 'quiet'))))
  const keep = async (who, claim) => {
    let title, lines
    try {
      const t = await queue.add(claim)
      title = T('kept', { kind: T('kind.' + t.kind), time: clockOf(t.at) })
      lines = [T('kept_what')]
    } catch {
      title = T('failed')
      lines = [T('failed_what')]
    }
    const notice = make('div', { className: 'notice' + (lines[0] === T('failed_what') ? ' alert' : '') }, make('div', {}, make('p', { className: 'what', textContent: title }), ...lines.map(l => make('p', { textContent: l }))))
    notice.setAttribute('role', 'status')
    show('done', kit.rest, make('h1', { textContent: who }), notice, make('p', { className: 'ends pair' }, press(T('ok'), face)))
  }
  document.getElementById('main').classList.add('alone')
  await face()
  retry()
})()
