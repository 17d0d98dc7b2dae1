import { $, act, clock, composer, feed, h, t } from './dom.js';
import { blocks, people } from './blocks.js';
import { face, mrkdwn } from './mrkdwn.js';

let view;
let shown = sessionStorage.getItem('slack') ?? 'channel';
let editing = null;
const offered = ['sunrise', 'beers', 'coffee', 'white_check_mark', '+1'];

function edit(n) {
  editing = n;
  $('slack-doing').hidden = !n;
  $('slack-doing').firstElementChild.textContent = n ? t('edit') : '';
  $('slack-text').value = n?.text ?? '';
  if (n) $('slack-text').focus();
}

function note(n) {
  const mine = n.user === view.me;
  const at = { room: n.channel, id: n.ts };
  const press = (e, value) => act('slack.tap', { surface: { channel: n.channel, ts: n.ts }, action: e, value });
  const react = name => act('slack.react', { ...at, text: name });
  const name = view.names[n.user] ?? n.user;
  return h(n.only ? 'li.only' : 'li', {},
    h('span', { className: n.bot ? 'face bot' : 'face', ariaHidden: 'true' }, n.bot ? 'd' : name.slice(0, 1)),
    h('div', {}, n.only && h('p.note', {}, `👁 ${t('only_you')}`),
      h('p.who', {}, h('strong', {}, name), n.bot && h('small.app', {}, t('app')), h('time', {}, clock(n.at)), n.edited && h('small', {}, `(${t('edited')})`)),
      n.blocks?.length ? blocks(n.blocks, press) : h('p.words', {}, mrkdwn(n.text, view.names)),
      h('p.reactions', {}, Object.entries(n.reactions ?? {}).map(([emoji, users]) => h('button', {
        type: 'button', className: users.includes(view.me) ? 'mine' : '', title: users.map(u => view.names[u] ?? u).join(', '), onclick: () => react(emoji),
      }, face(emoji), ` ${users.length}`))),
      !n.only && h('p.tools', {}, h('details', {}, h('summary', { ariaLabel: t('react') }, '☺+'), h('span.panel', {}, offered.map(e => h('button', { type: 'button', ariaLabel: `:${e}:`, onclick: () => react(e) }, face(e))))),
        mine && [h('button.link', { type: 'button', onclick: () => edit(n) }, t('edit')), h('button.link', { type: 'button', onclick: () => act('slack.delete', at) }, t('delete'))])));
}

function home() {
  const el = $('slack-home');
  const key = JSON.stringify(view.home);
  if (el.dataset.key === key) return;
  el.dataset.key = key;
  el.replaceChildren(view.home ? blocks(view.home.blocks, (e, value) => act('slack.tap', { surface: { view: 'home' }, action: e, value })) : h('p.empty', {}, t('home_empty')));
}

function modal() {
  const dialog = $('dialog');
  const key = JSON.stringify(view.modal);
  if ((dialog.dataset.key ?? 'null') === key) return;
  dialog.dataset.key = key;
  if (!view.modal) return dialog.close();
  const m = view.modal;
  const submit = e => {
    e.preventDefault();
    act('slack.submit', { filled: Object.fromEntries(new FormData(e.target)) });
  };
  dialog.oncancel = () => act('slack.close');
  dialog.replaceChildren(h('form.modal', { onsubmit: submit }, h('h3', {}, m.title.text),
    blocks(m.blocks, (el, value) => act('slack.tap', { surface: { view: 'modal' }, action: el, value }), m.errors),
    h('div.row', {}, h('button', { type: 'button', onclick: () => act('slack.close') }, m.close?.text ?? t('close')), m.submit && h('button.primary', {}, m.submit.text))));
  if (!dialog.open) dialog.showModal();
}

function draw() {
  for (const b of document.querySelectorAll('#slack [data-view]')) b.setAttribute('aria-selected', String(b.dataset.view === shown));
  const atHome = shown === 'home';
  $('slack-home').hidden = !atHome;
  $('slack-feed').hidden = $('slack-form').hidden = atHome;
  const list = (shown === 'dm' ? view.direct : view.messages) ?? [];
  const el = $('slack-feed');
  if (el.dataset.view !== shown) { el.dataset.view = shown; delete el.dataset.count; }
  const items = list.map(note);
  if (!items.length) items.push(h('li.empty', {}, t('slack_hint')));
  feed(el, JSON.stringify([shown, view.me, list]), items);
  home();
  modal();
}

export function show(v) {
  const other = view?.me !== v.me;
  view = v;
  people(v.names);
  if (other) {
    edit(null);
    if (shown === 'home') act('slack.open', { text: 'home' });
  }
  draw();
}

export function start() {
  if (!$('slack')) return;
  composer($('slack-form'), $('slack-text'), text => {
    const n = editing;
    edit(null);
    if (n) return act('slack.edit', { room: n.channel, id: n.ts, text });
    return act('slack.say', { room: shown === 'dm' ? '' : view.channel, text });
  });
  $('slack-doing').lastElementChild.addEventListener('click', () => edit(null));
  for (const b of document.querySelectorAll('#slack [data-view]')) {
    b.addEventListener('click', () => {
      shown = b.dataset.view;
      sessionStorage.setItem('slack', shown);
      edit(null);
      draw();
      if (shown !== 'channel') act('slack.open', { text: shown === 'home' ? 'home' : 'messages' });
    });
  }
}
