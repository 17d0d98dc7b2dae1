// What every module of the page needs: texts, elements, acts, times.
const body = document.body;
const texts = JSON.parse(body.dataset.texts);
export const prefix = body.dataset.prefix;
export const lang = body.dataset.lang;
export const zone = body.dataset.zone;
export const me = { key: '' };

export const t = key => texts[key] ?? key;
export const $ = id => document.getElementById(id);

// h makes an element: h('p.note', {title: 'x', onclick: f}, 'text', child).
export function h(kind, attrs, ...children) {
  const [tag, ...classes] = kind.split('.');
  const el = document.createElement(tag || 'div');
  if (classes.length) el.className = classes.join(' ');
  for (const [name, value] of Object.entries(attrs ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) el.addEventListener(name.slice(2), value);
    else if (name === 'style') Object.assign(el.style, value);
    else if (name in el && name !== 'list' && name !== 'type') el[name] = value;
    else el.setAttribute(name, value === true ? '' : value);
  }
  el.append(...children.flat(9).filter(c => c !== undefined && c !== null && c !== false));
  return el;
}

let toastTimer;
export function toast(text) {
  const el = $('toast');
  el.textContent = text;
  el.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { el.hidden = true; }, 4000);
}

// act sends what the person did; what is to be seen of it comes back as an event.
export async function act(what, more) {
  const res = await fetch(prefix + '/act', {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ as: me.key, do: what, ...more }),
  }).catch(() => null);
  if (!res) return toast(t('offline')), false;
  const out = await res.json().catch(() => ({}));
  if (out.error) return toast(`${t('not_done')}: ${out.error}`), false;
  if (out.rush) return toast(`${t('rush_done')} ${out.rush[0]}/${out.rush[1]}`), true;
  if (out.sent && !out.acked) toast(`${t('not_acked')}${out.status ? ` (HTTP ${out.status})` : ''}`);
  return true;
}

// Times are shown where the people live, which is how the server writes them.
const zoned = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', minute: '2-digit', hour12: false });
export function clock(at) {
  const [hour, minute] = zoned.format(new Date(at)).split(':');
  return `${Number(hour)}:${minute}`;
}

export function day(at) {
  return new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : 'ja-JP',
    lang === 'en' ? { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' }
      : { timeZone: zone, month: 'numeric', day: 'numeric', weekday: 'short' }).format(new Date(at)).replace(',', '');
}

// feed fills a list, keeping the end in sight when it was or when something new has come. It says whether it changed.
export function feed(el, key, items) {
  if (el.dataset.key === key) return false;
  const fresh = el.dataset.count !== String(items.length);
  const atEnd = el.scrollHeight - el.scrollTop - el.clientHeight < 80;
  el.dataset.key = key;
  el.dataset.count = items.length;
  el.replaceChildren(...items);
  if (atEnd || fresh) requestAnimationFrame(() => { el.scrollTop = el.scrollHeight; }); // what stands below may still grow
  return true;
}

// composer sends a field's text on Enter, but not the Enter that ends a Japanese conversion.
export function composer(form, field, send) {
  form.addEventListener('submit', async e => {
    e.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    field.value = '';
    if (await send(text) === false) field.value = text;
  });
  field.addEventListener('keydown', e => {
    if (e.key === 'Enter' && !e.isComposing && !e.shiftKey) {
      e.preventDefault();
      form.requestSubmit();
    }
  });
}

// ask opens a small dialog with one field and resolves to its value, or to nothing.
export function ask(title, kind, initial, limits) {
  const dialog = h('dialog');
  body.append(dialog);
  const input = h('input', { value: initial ?? '', required: true, ...limits });
  input.type = kind;
  if (initial) input.value = initial;
  return new Promise(done => {
    const finish = value => { dialog.remove(); done(value); };
    dialog.replaceChildren(h('form', { onsubmit: e => { e.preventDefault(); finish(input.value); } },
      h('label', {}, h('strong', {}, title), input),
      h('div.row', {}, h('button', { type: 'button', onclick: () => finish('') }, t('cancel')), h('button.primary', {}, t('choose')))));
    dialog.oncancel = () => finish('');
    dialog.showModal();
    input.focus();
  });
}
