// What somebody typed into a form survives a session that had ended meanwhile: it is kept in this tab until the next page, and
// filled in again if that is the same page, the same person and comes from the sign-in. Passwords, codes and files are not kept.
const me = document.querySelector('.self a')?.textContent
const fields = form => [...form.elements].filter(f => f.name && f.autocomplete !== 'one-time-code' &&
  !['hidden', 'password', 'file', 'submit'].includes(f.type))
const kept = JSON.parse(sessionStorage.getItem('kept') ?? 'null')
const here = location.pathname + location.search
if (me) sessionStorage.removeItem('kept')
if (kept?.me === me && kept?.here === here && new URL(document.referrer || location.href).pathname.startsWith('/sign-in')) {
  const form = [...document.forms].find(f => f.getAttribute('action') === kept.action)
  const values = new Map(kept.values)
  for (const f of form ? fields(form) : []) {
    const value = values.get(f.name + (['checkbox', 'radio'].includes(f.type) ? '=' + f.value : ''))
    if (value === undefined) continue
    if (typeof value === 'boolean') f.checked = value
    else f.value = value
    if (value) f.closest('details')?.setAttribute('open', '')
  }
}
addEventListener('submit', e => {
  sessionStorage.removeItem('kept') // a form before that was answered by a file has left its own
  if (e.target.method !== 'post') return
  const values = fields(e.target).map(f => ['checkbox', 'radio'].includes(f.type) ? [f.name + '=' + f.value, f.checked] : [f.name, f.value])
  if (values.some(([, value]) => value)) sessionStorage.setItem('kept', JSON.stringify({ me, here, action: e.target.getAttribute('action'), values }))
})
