// notation draws Chatwork's tags and emoticons: https://developer.chatwork.com/docs/message-notation
import { h } from './dom.js';

const faces = {
  ':)': '🙂', ':(': '🙁', ':D': '😄', '8-)': '😎', ':o': '😮', ';)': '😉', ';(': '😭', '(sweat)': '😅', ':|': '😐', ':*': '😘', ':p': '😛', '(blush)': '😊',
  ':^)': '🤔', '|-)': '😪', '(inlove)': '😍', ']:)': '😏', '(talk)': '🗣️', '(yawn)': '🥱', '(puke)': '🤮', '(emo)': '💇', '8-|': '🤓', ':#)': '😁', '(nod)': '🙂‍↕️',
  '(shake)': '🙂‍↔️', '(^^;)': '😅', '(whew)': '😮‍💨', '(clap)': '👏', '(bow)': '🙇', '(roger)': '🫡', '(flex)': '💪', '(dance)': '💃', '(:/)': '🕺', '(gogo)': '✊',
  '(think)': '💭', '(please)': '🙏', '(quick)': '🏃', '(anger)': '💢', '(devil)': '😈', '(lightbulb)': '💡', '(*)': '⭐', '(h)': '❤️', '(F)': '🌸', '(cracker)': '🎉',
  '(eat)': '🍽️', '(^)': '🎂', '(coffee)': '☕', '(beer)': '🍺', '(handshake)': '🤝', '(y)': '👍',
};
const escaped = s => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const emoticon = new RegExp(Object.keys(faces).sort((a, b) => b.length - a.length).map(escaped).join('|'), 'g');
const tag = /\[(\/?)(info|title|hr|code|qt|qtmeta|To|rp|picon|piconname|pname|toall)(?:[ :]([^\]]*))?\]/g;

// plain turns emoticons into badges and addresses into links.
function plain(text) {
  const out = [];
  let at = 0;
  for (const m of text.matchAll(new RegExp(`${emoticon.source}|https?://[^\\s]+`, 'g'))) {
    out.push(text.slice(at, m.index));
    out.push(faces[m[0]] ? h('span.emo', { title: m[0], role: 'img', ariaLabel: m[0] }, faces[m[0]]) : h('a', { href: m[0], target: '_blank', rel: 'noopener noreferrer' }, m[0]));
    at = m.index + m[0].length;
  }
  out.push(text.slice(at));
  return out;
}

const account = s => /aid=(\d+)/.exec(s)?.[1] ?? s;

export function notation(body, names) {
  const root = document.createDocumentFragment();
  const stack = [root];
  const top = () => stack.at(-1);
  const open = el => { top().append(el); stack.push(el); };
  let at = 0;
  let raw = null; // inside [code]
  const words = text => { if (text) top().append(...(raw ? [text] : plain(text))); };
  for (const m of body.matchAll(tag)) {
    if (raw && !(m[1] && m[2] === 'code')) continue;
    words(body.slice(at, m.index));
    at = m.index + m[0].length;
    const [, close, name, arg = ''] = m;
    if (close) {
      if (stack.length > 1) stack.pop();
      raw = null;
    } else switch (name) {
      case 'info': open(h('div.info')); break;
      case 'title': open(h('div.title')); break;
      case 'qt': open(h('blockquote')); break;
      case 'code': open(raw = h('pre')); break;
      case 'hr': top().append(h('hr')); break;
      case 'qtmeta': break;
      case 'To': top().append(h('span.to', {}, 'TO')); break;
      case 'rp': top().append(h('span.to', {}, `RE ${names[account(arg)] ?? ''}`)); break;
      case 'toall': top().append(h('span.to', {}, 'TO ALL')); break;
      default: top().append(h('span.to', {}, names[account(arg)] ?? arg));
    }
  }
  words(body.slice(at));
  return root;
}
