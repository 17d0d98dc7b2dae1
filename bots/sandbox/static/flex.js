// flex draws LINE's card language: https://developers.line.biz/en/docs/messaging-api/flex-message-layout/
import { h } from './dom.js';

const gap = { none: '0', xs: '2px', sm: '4px', md: '8px', lg: '12px', xl: '16px', xxl: '20px' };
const font = { xxs: '11px', xs: '13px', sm: '14px', md: '16px', lg: '19px', xl: '22px', xxl: '29px', '3xl': '37px', '4xl': '48px', '5xl': '74px' };
const line = { none: '0', light: '.5px', normal: '1px', 'medium': '2px', 'semi-bold': '3px', bold: '4px' };
const size = (table, v) => v === undefined ? undefined : table[v] ?? v;

// placed are the styles every component can have; horizontal boxes share their width, vertical ones do not.
function placed(c, parent) {
  const flexed = parent === 'vertical' ? c.flex ?? 0 : c.flex ?? 1;
  const s = { flex: flexed > 0 ? `${flexed} 1 0` : '0 0 auto' };
  if (parent !== 'vertical' && flexed > 0) s.minWidth = '0';
  if (c.margin) s[parent === 'vertical' ? 'marginTop' : 'marginLeft'] = size(gap, c.margin);
  if (c.position === 'absolute') s.position = 'absolute';
  for (const [from, to] of [['offsetTop', 'top'], ['offsetBottom', 'bottom'], ['offsetStart', 'left'], ['offsetEnd', 'right']]) if (c[from]) s[to] = size(gap, c[from]);
  return s;
}

function box(c, parent, press) {
  const vertical = c.layout === 'vertical';
  const s = Object.assign(placed(c, parent), {
    display: 'flex', flexDirection: vertical ? 'column' : 'row', gap: size(gap, c.spacing), backgroundColor: c.backgroundColor, borderRadius: size(gap, c.cornerRadius),
    width: c.width, maxWidth: c.maxWidth, height: c.height, maxHeight: c.maxHeight, justifyContent: c.justifyContent, alignItems: c.layout === 'baseline' ? 'baseline' : c.alignItems,
    padding: size(gap, c.paddingAll), borderStyle: c.borderWidth ? 'solid' : undefined, borderWidth: size(line, c.borderWidth), borderColor: c.borderColor,
  });
  for (const [from, to] of [['paddingTop', 'paddingTop'], ['paddingBottom', 'paddingBottom'], ['paddingStart', 'paddingLeft'], ['paddingEnd', 'paddingRight']]) if (c[from]) s[to] = size(gap, c[from]);
  if (c.background) s.background = `linear-gradient(${c.background.angle}, ${c.background.startColor}, ${c.background.endColor})`;
  for (const k of Object.keys(s)) if (s[k] === undefined) delete s[k];
  return tappable(h('div.fx-box', { style: s }, c.contents.map(x => component(x, c.layout, press))), c.action, press);
}

function letters(c, s = {}) {
  if (c.size) s.fontSize = size(font, c.size);
  if (c.weight === 'bold') s.fontWeight = '700';
  if (c.style === 'italic') s.fontStyle = 'italic';
  if (c.decoration && c.decoration !== 'none') s.textDecoration = c.decoration;
  return s;
}

// ink keeps a card's colours readable in the dark: the page draws cards on white, as the phone does.
function text(c, parent, press) {
  const s = letters(c, placed(c, parent));
  if (c.color) s.color = c.color;
  if (c.align) s.textAlign = c.align;
  if (c.gravity && c.gravity !== 'top') s.alignSelf = { bottom: 'flex-end', center: 'center' }[c.gravity];
  const el = h(c.wrap ? 'p.fx-text.wrap' : 'p.fx-text', { style: s },
    c.contents?.length ? c.contents.map(x => h('span', { style: letters(x, x.color ? { color: x.color } : {}) }, x.text ?? '')) : c.text ?? '');
  return tappable(el, c.action, press);
}

function component(c, parent, press) {
  switch (c.type) {
    case 'box': return box(c, parent, press);
    case 'text': return text(c, parent, press);
    case 'separator': return h('div.fx-line', { style: { ...(c.margin && { [parent === 'vertical' ? 'marginTop' : 'marginLeft']: size(gap, c.margin) }), ...(c.color && { backgroundColor: c.color }) } });
    case 'filler': return h('div', { style: { flex: `${c.flex ?? 1} 1 0` } });
    case 'button': {
      const s = placed(c, parent);
      if (c.color) s[c.style === 'link' || !c.style ? 'color' : 'backgroundColor'] = c.color;
      return h(`button.fx-button.${c.style ?? 'link'}.${c.height ?? 'md'}`, { type: 'button', style: s, onclick: () => press(c.action) }, c.action.label);
    }
    case 'image': case 'icon': return h('span.fx-image', { role: 'img', ariaLabel: '' }, '▢'); // nothing outside is loaded
    default: return '';
  }
}

function tappable(el, action, press) {
  if (!action) return el;
  el.tabIndex = 0;
  el.setAttribute('role', 'button');
  el.addEventListener('click', () => press(action));
  el.addEventListener('keydown', e => { if (e.key === 'Enter' || e.key === ' ') press(action); });
  return el;
}

const pad = { header: '20px', body: '19px 20px', footer: '10px' };

function bubble(c, press) {
  return h(`article.fx-bubble.${c.size ?? 'mega'}`, {}, ['header', 'hero', 'body', 'footer'].filter(b => c[b]).map(b => {
    const style = c.styles?.[b] ?? {};
    const part = component(c[b], 'vertical', press);
    if (c[b].type === 'box' && !c[b].paddingAll) part.style.padding = pad[b] ?? '0';
    if (style.backgroundColor) part.style.backgroundColor = style.backgroundColor;
    return [style.separator && h('div.fx-line', style.separatorColor ? { style: { backgroundColor: style.separatorColor } } : {}), part];
  }));
}

// flex draws a bubble, or a carousel of them that is swiped.
export function flex(c, press) {
  return c.type === 'carousel' ? h('div.carousel', { tabIndex: 0 }, c.contents.map(x => bubble(x, press))) : bubble(c, press);
}
