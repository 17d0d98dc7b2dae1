import { $, clock, day, feed, h, t } from './dom.js';

const marks = { in: '●', out: '○', leave: '◌', return: '●', break_start: '◐', break_end: '●' };
const doors = { line: 'LINE', chatwork: 'Chatwork', slack: 'Slack', web: 'Web', me: 'Web', card: 'IC', beacon: 'Beacon' };

function entry(l) {
  return h(`li.${l.state}`, { title: `${l.hash}` },
    h('span.mark', { className: `mark ${l.kind}`, ariaHidden: 'true' }, marks[l.kind] ?? '·'),
    h('span.kind', {}, t(`kind_${l.kind}`)), h('time', {}, clock(l.at)), h('span.person', {}, l.person),
    h('span.rest', {}, `${day(l.at)} · ${doors[l.source] ?? l.source} · `, l.receipt && h('code', {}, l.receipt),
      l.state !== 'effective' && h('em', {}, ` ${t(`state_${l.state}`)}`), h('span.hash', { ariaHidden: 'true' }, ` ${l.hash.slice(0, 6)}`)));
}

export function show(v, problems) {
  const chain = $('chain');
  if (!v) {
    feed($('ledger-lines'), 'none', [h('li.empty', {}, t('ledger_none'))]);
  } else {
    const list = $('ledger-lines');
    const items = v.error ? [h('li.empty', {}, v.error)] : v.lines.map(entry);
    if (!items.length) items.push(h('li.empty', {}, t('ledger_empty')));
    if (feed(list, JSON.stringify(v), items)) list.scrollTop = 0;
    chain.className = v.broken ? 'chain bad' : 'chain';
    chain.textContent = v.total ? (v.broken ? `! ${t('chain_broken')} ${v.broken}` : `✓ ${t('chain_ok')} (${v.total})`) : '';
  }
  $('problem-count').textContent = problems?.length ? problems.length : '0';
  $('problems').classList.toggle('bad', Boolean(problems?.length));
  $('problem-clear').hidden = !problems?.length;
  $('problem-list').replaceChildren(...(problems ?? []).slice().reverse().map(p => h('li', {}, h('b', {}, `${p.platform} ${p.call}`), ` ${p.place} ${p.text}`)));
  if (!problems?.length) $('problem-list').replaceChildren(h('li', {}, t('problems_none')));
}
