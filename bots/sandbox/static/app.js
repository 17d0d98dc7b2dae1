import { $, act, clock, day, h, lang, me, prefix, t, toast, zone } from './dom.js';
import * as line from './line.js';
import * as chatwork from './chatwork.js';
import * as slack from './slack.js';
import * as ledger from './ledger.js';

const platforms = [['line', 'LINE'], ['chatwork', 'Chatwork'], ['slack', 'Slack']];
let source;
let ahead = 0; // of the browser's clock, in milliseconds

function show(state) {
  ahead = new Date(state.now) - Date.now();
  $('moved').hidden = Math.abs(state.offset) < 2;
  tick();
  if (state.line && $('line')) line.show(state.line);
  if ($('console')?.open === false) $('console-webhook').value = state.line.webhook; // never over what somebody types
  if (state.chatwork && $('chatwork')) chatwork.show(state.chatwork);
  if (state.slack && $('slack')) slack.show(state.slack);
  ledger.show(state.ledger, state.problems);
  faults(state);
}

function tick() {
  const now = Date.now() + ahead;
  $('now').textContent = clock(now);
  $('today').textContent = day(now);
}

function connect() {
  source?.close();
  source = new EventSource(`${prefix}/events?as=${encodeURIComponent(me.key)}`);
  let lost = false;
  source.onmessage = e => { lost = false; show(JSON.parse(e.data)); };
  source.onerror = () => { if (!lost) toast(t('offline')); lost = true; };
}

let shownFaults = '';
function faults(state) {
  const wrong = platforms.some(([p]) => { const f = state.faults[p]; return f.twice || f.lost || f.bad_signature || f.down; });
  $('faulty').hidden = !wrong;
  const key = JSON.stringify([state.faults, state.pending]);
  if (key === shownFaults) return;
  shownFaults = key;
  $('fault-list').replaceChildren(...platforms.filter(([p]) => state[p]).map(([p, name]) => {
    const f = state.faults[p];
    const change = more => act('stage.faults', { platform: p, faults: { ...f, ...more } });
    const flag = field => h('label.check', {}, h('input', { type: 'checkbox', checked: f[field], onchange: e => change({ [field]: e.target.checked }) }), t(field));
    const down = h('select', { onchange: e => change({ down: e.target.value, calls: 0 }) },
      ['', '500', '429', 'slow', 'late'].map(d => h('option', { value: d, selected: f.down === d }, t(d ? `down_${d}` : 'down_up'))));
    return h('fieldset', {}, h('legend', {}, name), flag('twice'), h('label.check', {}, t('down'), down), flag('bad_signature'), flag('lost'),
      state.pending[p] > 0 && h('div.row', {}, h('span', {}, `${t('pending')} ${state.pending[p]}`),
        h('button', { type: 'button', onclick: () => act('stage.redeliver', { platform: p }) }, t('redeliver'))));
  }));
}

function header() {
  const who = $('who');
  const saved = sessionStorage.getItem('who');
  if ([...who.options].some(o => o.value === saved)) who.value = saved;
  me.key = who.value;
  who.addEventListener('change', () => {
    me.key = who.value;
    sessionStorage.setItem('who', me.key);
    connect();
  });
  document.querySelector('.lang').addEventListener('click', e => { e.currentTarget.href += location.hash; });
  $('clock').addEventListener('toggle', () => {
    const at = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }); // 2026-11-20 08:58
    $('clock-at').value = at.format(Date.now() + ahead).replace(' ', 'T');
  });
  $('clock-form').addEventListener('submit', e => { e.preventDefault(); act('clock.set', { value: $('clock-at').value }); });
  for (const b of document.querySelectorAll('[data-advance]')) b.addEventListener('click', () => act('clock.advance', { seconds: Number(b.dataset.advance) }));
  $('clock-reset').addEventListener('click', () => act('clock.reset'));
  $('console-form')?.addEventListener('submit', async e => { e.preventDefault(); await act('stage.webhook', { value: $('console-webhook').value }); $('console').open = false; });
  $('rush').addEventListener('click', async e => { e.target.disabled = true; await act('stage.rush'); e.target.disabled = false; });
  $('problem-clear').addEventListener('click', () => act('stage.forget'));
  document.addEventListener('click', e => { // a menu closes when something else is pressed
    for (const d of document.querySelectorAll('details[open]:not(.problems)')) if (!d.contains(e.target)) d.open = false;
  });
  document.addEventListener('keydown', e => { if (e.key === 'Escape') for (const d of document.querySelectorAll('details[open]:not(.problems)')) d.open = false; });
}

// tabs follow the pane that is in sight on a narrow screen.
function tabs() {
  const links = new Map([...document.querySelectorAll('.tabs a')].map(a => [a.hash.slice(1), a]));
  const near = new Set(); // the panes in sight; two on a tablet, and the first of them is the one
  const seen = new IntersectionObserver(entries => {
    for (const e of entries) near[e.isIntersecting ? 'add' : 'delete'](e.target.id);
    const first = [...links.keys()].find(id => near.has(id));
    for (const [id, a] of links) a.toggleAttribute('aria-current', id === first);
  }, { root: $('panes'), threshold: 0.6 });
  for (const [id, a] of links) {
    seen.observe($(id));
    a.addEventListener('click', e => { e.preventDefault(); $(id).scrollIntoView({ inline: 'start', block: 'nearest', behavior: 'smooth' }); history.replaceState(null, '', a.hash); });
  }
  if (links.has(location.hash.slice(1))) $(location.hash.slice(1)).scrollIntoView({ inline: 'start', block: 'nearest' });
}

document.documentElement.lang = lang;
header();
line.start();
chatwork.start();
slack.start();
tabs();
connect();
setInterval(tick, 1000);
