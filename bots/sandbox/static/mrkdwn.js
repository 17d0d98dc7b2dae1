// mrkdwn draws Slack's text: https://docs.slack.dev/messaging/formatting-message-text
import { h } from './dom.js';

export const emoji = {
  white_check_mark: '✅', heavy_check_mark: '✔️', x: '❌', warning: '⚠️', sunrise: '🌅', sunny: '☀️', beers: '🍻', beer: '🍺', coffee: '☕', eyes: '👀', wave: '👋', pray: '🙏',
  '+1': '👍', thumbsup: '👍', ok: '🆗', ok_hand: '👌', clock9: '🕘', bento: '🍱', house: '🏠', walking: '🚶', runner: '🏃', zzz: '💤', tada: '🎉', question: '❓', lock: '🔒',
  hourglass: '⌛', hourglass_flowing_sand: '⏳', bell: '🔔', memo: '📝', calendar: '📆', green_circle: '🟢', large_blue_circle: '🔵', white_circle: '⚪', red_circle: '🔴',
  large_yellow_circle: '🟡', arrow_right: '➡️', door: '🚪', office: '🏢', leftwards_arrow_with_hook: '↩️', wastebasket: '🗑️', no_entry: '⛔', bow: '🙇', muscle: '💪', moon: '🌔', star: '⭐',
  shukkin: '🟢', taikin: '🏁',
};

const pieces = /```([\s\S]+?)```|`([^`\n]+)`|<([^>|]+)(?:\|([^>]+))?>|:([a-z0-9_+'\p{L}-]+)(?:::skin-tone-\d)?:|(?<![\p{L}\p{N}])\*([^*\n]+)\*(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_([^_\n]+)_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])~([^~\n]+)~(?![\p{L}\p{N}])/gu;
const unescape = s => s.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

export function face(name) {
  const found = emoji[name.replace(/::skin-tone-\d$/, '')];
  return found ? h('span.emo', { role: 'img', title: `:${name}:`, ariaLabel: `:${name}:` }, found) : h('span.shortcode', {}, `:${name}:`);
}

function link(target, label, names) {
  if (target[0] === '@') return h('span.to', {}, `@${names[target.slice(1)] ?? target.slice(1)}`);
  if (target[0] === '#') return h('span.to', {}, `#${label ?? 'kintai'}`);
  if (target[0] === '!') {
    const date = /^!date\^(\d+)/.exec(target);
    return date ? new Date(date[1] * 1000).toLocaleString() : h('span.to', {}, `@${target.slice(1)}`);
  }
  return /^https?:/.test(target) ? h('a', { href: unescape(target), target: '_blank', rel: 'noopener noreferrer' }, unescape(label ?? target)) : unescape(label ?? target);
}

export function mrkdwn(text, names) {
  const out = [];
  let at = 0;
  for (const m of text.matchAll(pieces)) {
    out.push(unescape(text.slice(at, m.index)));
    at = m.index + m[0].length;
    if (m[1] !== undefined) out.push(h('pre', {}, unescape(m[1])));
    else if (m[2] !== undefined) out.push(h('code', {}, unescape(m[2])));
    else if (m[3] !== undefined) out.push(link(m[3], m[4], names));
    else if (m[5] !== undefined) out.push(face(m[5]));
    else if (m[6] !== undefined) out.push(h('b', {}, mrkdwn(m[6], names)));
    else if (m[7] !== undefined) out.push(h('i', {}, mrkdwn(m[7], names)));
    else out.push(h('s', {}, mrkdwn(m[8], names)));
  }
  out.push(unescape(text.slice(at)));
  return out;
}
