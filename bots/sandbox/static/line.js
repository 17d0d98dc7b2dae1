import { $, act, ask, clock, composer, feed, h, prefix, t } from './dom.js';
import { flex } from './flex.js';

let open = true; // the rich menu

// press does what a button is for; a picker is asked first.
export async function press(action) {
  if (action.type === 'uri') return window.open(action.uri, '_blank', 'noopener');
  let value = '';
  if (action.type === 'datetimepicker') {
    const kind = { date: 'date', time: 'time', datetime: 'datetime-local' }[action.mode];
    value = await ask(action.label || t(action.mode === 'time' ? 'pick_time' : 'pick_date'), kind, action.initial?.replace('t', 'T'), { min: action.min ?? '', max: action.max ?? '' });
    if (!value) return;
  }
  act('line.tap', { action, value });
}

const button = action => h('button', { type: 'button', onclick: () => press(action) }, action.label ?? '');

function template(m) {
  const { template: v } = m;
  const card = c => h('div.template', {}, c.title && h('strong', {}, c.title), h('p', {}, c.text), h('div.actions', {}, c.actions.map(button)));
  return v.type === 'carousel' ? h('div.carousel', { tabIndex: 0 }, v.columns.map(card)) : card(v);
}

const faces = { 1988: '👌', 2003: '🙇', 10855: '👋', 10858: '😴', 52002734: '💪' };

function content(m, text) {
  switch (m.type) {
    case 'flex': return flex(m.contents, press);
    case 'template': return template(m);
    case 'sticker': return h('div.sticker', { role: 'img', ariaLabel: m.keywords?.join(' ') ?? t('stickers') }, faces[m.stickerId] ?? '🙂');
    default: return h('p.words', {}, text);
  }
}

function bubble(b) {
  if (b.unsent) return h('li.system', {}, t('unsent'));
  return h(b.mine ? 'li.mine' : 'li.theirs', {},
    !b.mine && h('span.face', { ariaHidden: 'true' }, 'd'),
    content(b.message, b.text),
    h('span.meta', {}, b.mine && b.via !== 'postback' && h('button.link', { type: 'button', onclick: () => act('line.unsend', { id: b.id }) }, t('unsend')),
      h('time', {}, clock(b.at))));
}

function richmenu(v) {
  const box = $('line-menu');
  box.hidden = !v.menu || !open;
  $('line-menu-toggle').hidden = !v.menu;
  $('line-menu-toggle').setAttribute('aria-expanded', String(open));
  const key = JSON.stringify(v.menu);
  if (!v.menu || box.dataset.key === key) return;
  box.dataset.key = key;
  const { width, height } = v.menu.spec.size;
  box.style.aspectRatio = `${width} / ${height}`;
  box.replaceChildren(...(v.menu.image ? [h('img', { src: `${prefix}/menu/${v.menu.id}`, alt: '' })] : []), ...v.menu.spec.areas.map(a => h('button', {
    type: 'button', ariaLabel: a.action.label ?? a.action.displayText ?? a.action.text ?? a.action.data, onclick: () => press(a.action),
    style: { left: `${a.bounds.x / width * 100}%`, top: `${a.bounds.y / height * 100}%`, width: `${a.bounds.width / width * 100}%`, height: `${a.bounds.height / height * 100}%` },
  }, v.menu.image ? '' : a.action.label ?? '')));
}

export function show(v) {
  const key = JSON.stringify([v.bubbles, v.loading]);
  const items = v.bubbles.map(bubble);
  if (!items.length) items.push(h('li.empty', {}, t('line_empty')));
  if (v.loading) items.push(h('li.theirs', {}, h('span.face', { ariaHidden: 'true' }, 'd'), h('p.words.dots', { ariaLabel: t('typing') }, h('i'), h('i'), h('i'))));
  if (feed($('line-feed'), key, items)) {
    const last = v.bubbles.at(-1);
    $('line-quick').replaceChildren(...(last?.message.quickReply?.items ?? []).map(i => button(i.action)));
  }
  $('line-quota').textContent = v.quota > 0 ? `${t('quota')} ${v.used}/${v.quota}` : '';
  const out = !v.friend || v.blocked;
  $('line-gate').hidden = !out;
  $('line-gate').firstElementChild.textContent = t(v.blocked ? 'blocked' : 'not_friend');
  $('line-follow').textContent = t(v.blocked ? 'unblock' : 'add_friend');
  $('line-form').hidden = out;
  richmenu(out ? {} : v);
}

export function start() {
  if (!$('line')) return;
  composer($('line-form'), $('line-text'), text => act('line.say', { text }));
  $('line-follow').addEventListener('click', () => act('line.follow'));
  $('line-block').addEventListener('click', () => act('line.block'));
  $('line-forget').addEventListener('click', () => act('line.forget'));
  $('line-menu-toggle').addEventListener('click', () => { open = !open; $('line-menu').hidden = !open; $('line-menu-toggle').setAttribute('aria-expanded', String(open)); });
  for (const b of document.querySelectorAll('#line-form [data-sticker]')) {
    b.addEventListener('click', () => {
      act('line.stick', { sticker: [b.dataset.package, b.dataset.sticker], keywords: b.dataset.keywords });
      b.closest('details').open = false;
    });
  }
}
