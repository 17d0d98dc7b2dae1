// Buttons that copy what stands in a field: [data-copy] names it. Without a script the field is selected by hand.
'use strict'
for (const button of document.querySelectorAll('[data-copy]')) {
  const field = document.getElementById(button.dataset.copy)
  if (!field || !navigator.clipboard) continue
  button.hidden = false
  const label = button.textContent
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(field.value)
      button.textContent = button.dataset.done
    } catch {
      field.select()
    }
    setTimeout(() => { button.textContent = label }, 2000)
  })
}
