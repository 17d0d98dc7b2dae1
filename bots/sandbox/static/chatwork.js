import { $, act, clock, composer, feed, h, t } from './dom.js';
import { notation } from './notation.js';

let view;
let room = '';     // shown; '' until the first state
let doing = null;  // { kind: 'reply' | 'edit', post }

function begin(kind, post) {
  doing = { kind, post };
  const box = $('cw-doing');
  box.hidden = false;
  box.firstElementChild.textContent = kind === 'edit' ? t('edit') : `${t('reply_to')}: ${post.name}`;
  if (kind === 'edit') $('cw-text').value = post.body;
  $('cw-text').focus();
}

function done() {
  doing = null;
  $('cw-doing').hidden = true;
}

function post(p) {
  const link = (label, f) => h('button.link', { type: 'button', onclick: f }, label);
  return h('li', { className: p.mine ? 'mine' : '' },
    h('span.face', { className: p.bot ? 'face bot' : 'face', ariaHidden: 'true' }, p.name.slice(0, 1)),
    h('div', {}, h('p.who', {}, h('strong', {}, p.name), h('time', {}, clock(p.at)), p.edited && h('small', {}, t('edited'))),
      h('div.body', {}, notation(p.body, names())),
      h('p.tools', {}, link(t('reply'), () => begin('reply', p)), p.mine && [link(t('edit'), () => begin('edit', p)),
        link(t('delete'), () => act('chatwork.delete', { room: p.room, id: p.id }))])));
}

function names() {
  const out = {};
  for (const r of view.rooms) for (const p of r.posts) out[p.account] = p.name;
  out[view.bot] ??= '勤怠ボット';
  return out;
}

function tabs() {
  const make = (id, label) => h('button', { type: 'button', role: 'tab', ariaSelected: String(room === id), onclick: () => { room = id; done(); draw(); } }, label);
  const direct = view.rooms.find(r => r.direct);
  $('cw-rooms').replaceChildren(...view.rooms.filter(r => !r.direct).map(r => make(r.id, t('room_main'))), make(direct?.id ?? 'direct', t('room_direct')));
}

function draw() {
  const r = view.rooms.find(x => x.id === room);
  const key = JSON.stringify([room, r?.posts]);
  const el = $('cw-feed');
  if (el.dataset.room !== room) { el.dataset.room = room; delete el.dataset.count; }
  feed(el, key, (r?.posts ?? []).map(post));
  tabs();
  $('cw-form').hidden = !r;
  $('cw-gate').hidden = Boolean(r);
  $('cw-gate').firstElementChild.textContent = view.asked ? t('asked_contact') : '';
  $('cw-ask').hidden = view.asked;
  $('cw-hint').hidden = !r || r.hooked;
  $('cw-hint').textContent = t('room_polled');
}

export function show(v) {
  const other = view && view.me !== v.me;
  const wasDirect = room === 'direct' || view?.rooms.find(r => r.id === room)?.direct;
  view = v;
  if (other) done();
  const direct = v.rooms.find(r => r.direct);
  if (wasDirect) room = direct?.id ?? 'direct';
  else if (!v.rooms.some(r => r.id === room)) room = v.rooms.find(r => !r.direct)?.id ?? 'direct';
  draw();
}

async function send(text) {
  const field = $('cw-text');
  field.style.height = '';
  const d = doing;
  done();
  if (d?.kind === 'edit') return act('chatwork.edit', { room, id: d.post.id, text });
  if (d?.kind === 'reply') return act('chatwork.reply', { room, id: d.post.id, text });
  return act('chatwork.say', { room, text });
}

export function start() {
  if (!$('chatwork')) return;
  const field = $('cw-text');
  composer($('cw-form'), field, send);
  field.addEventListener('input', () => { field.style.height = ''; field.style.height = `${Math.min(field.scrollHeight, 120)}px`; });
  $('cw-doing').lastElementChild.addEventListener('click', () => { done(); field.value = ''; });
  $('cw-ask').addEventListener('click', () => act('chatwork.ask', { text: 'よろしくお願いします' }));
  $('cw-mention').addEventListener('click', () => { field.value = `[To:${view.bot}]勤怠ボットさん\n${field.value}`; field.focus(); });
  for (const b of document.querySelectorAll('#cw-form [data-code]')) {
    b.replaceChildren(notation(b.dataset.code, {}));
    b.addEventListener('click', () => { act('chatwork.say', { room, text: b.dataset.code }); b.closest('details').open = false; });
  }
}
