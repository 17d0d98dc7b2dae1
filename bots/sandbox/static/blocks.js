// blocks draws Block Kit: https://docs.slack.dev/reference/block-kit
import { ask, h, t } from './dom.js';
import { emoji, mrkdwn } from './mrkdwn.js';

let names = {};
export const people = known => { names = known; };

export const say = o => o.type === 'mrkdwn' ? mrkdwn(o.text, names)
  : o.text.replace(/:([a-z0-9_+-]+):/g, (all, name) => o.emoji === false ? all : emoji[name] ?? all);

// confirmed asks first when an element wants that.
const confirmed = e => !e.confirm || confirm(`${e.confirm.title.text}\n${e.confirm.text.text}`);

const kinds = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' };

// element draws what can be pressed; press(element, value) is called with what was chosen.
function element(e, press) {
  switch (e.type) {
    case 'button':
      return h(`button.el.${e.style ?? 'plain'}`, { type: 'button', ariaLabel: e.accessibility_label, onclick: () => { if (e.url) window.open(e.url, '_blank', 'noopener'); if (confirmed(e)) press(e, ''); } }, say(e.text));
    case 'datepicker': case 'timepicker': case 'datetimepicker': {
      const initial = e.initial_date ?? e.initial_time ?? '';
      return h('button.el.picker', {
        type: 'button', onclick: async () => {
          const v = await ask(e.placeholder?.text ?? t(e.type === 'timepicker' ? 'pick_time' : 'pick_date'), kinds[e.type], initial);
          if (v) press(e, e.type === 'datetimepicker' ? String(Math.floor(new Date(v) / 1000)) : v);
        },
      }, `${e.type === 'timepicker' ? '🕘' : '📅'} ${initial || e.placeholder?.text || t('choose')}`);
    }
    case 'static_select': case 'overflow': {
      const groups = e.option_groups ?? [{ options: e.options }];
      return h('select.el', { ariaLabel: e.placeholder?.text ?? t('choose'), onchange: x => { press(e, x.target.value); x.target.selectedIndex = 0; } },
        h('option', { value: '', disabled: true, selected: !e.initial_option }, e.placeholder?.text ?? t('choose')),
        groups.flatMap(g => g.options).map(o => h('option', { value: o.value, selected: e.initial_option?.value === o.value }, say(o.text))));
    }
    case 'image': return h('span.image', { role: 'img', ariaLabel: e.alt_text }, '▢');
    default: return h('span.note', {}, e.type);
  }
}

// field draws what is filled in in a modal.
function field(b) {
  const e = b.element;
  const common = { name: b.block_id, required: !b.optional };
  switch (e.type) {
    case 'plain_text_input': return e.multiline ? h('textarea', { ...common, rows: 3, value: e.initial_value ?? '' }) : h('input', { ...common, value: e.initial_value ?? '' });
    case 'datepicker': case 'timepicker': return h('input', { ...common, type: kinds[e.type], value: e.initial_date ?? e.initial_time ?? '' });
    case 'checkboxes': case 'radio_buttons':
      return h('span.options', {}, e.options.map(o => h('label.check', {}, h('input', { type: e.type === 'checkboxes' ? 'checkbox' : 'radio', name: b.block_id, value: o.value }), say(o.text))));
    default: return h('select', common, (e.options ?? e.option_groups?.flatMap(g => g.options) ?? []).map(o => h('option', { value: o.value, selected: e.initial_option?.value === o.value }, say(o.text))));
  }
}

export function block(b, press, errors = {}) {
  switch (b.type) {
    case 'section':
      return h('div.section', {}, h('div', {}, b.text && h('p', {}, say(b.text)), b.fields && h('div.fields', {}, b.fields.map(f => h('p', {}, say(f))))), b.accessory && element(b.accessory, press));
    case 'header': return h('h3', {}, say(b.text));
    case 'divider': return h('hr');
    case 'context': return h('p.context', {}, b.elements.map(e => e.type === 'image' ? element(e) : h('span', {}, say(e))));
    case 'actions': return h('div.actions', {}, b.elements.map(e => element(e, press)));
    case 'input': return h('label.input', {}, h('span', {}, say(b.label)), field(b), b.hint && h('small', {}, say(b.hint)), errors[b.block_id] && h('em', { role: 'alert' }, errors[b.block_id]));
    case 'markdown': return h('p', {}, b.text);
    default: return '';
  }
}

export const blocks = (list, press, errors) => h('div.blocks', {}, list.map(b => block(b, press, errors)));
