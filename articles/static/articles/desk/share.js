// Preview links for outsiders are made and revoked without leaving the page, so that no unsaved word goes.

const form = document.getElementById("desk-share-form")

form?.addEventListener("submit", async (event) => {
  event.preventDefault()
  const list = document.getElementById("desk-share")
  const response = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form, event.submitter)),
    headers: { "X-Requested-With": "fetch" },
    redirect: "manual",
  }).catch(() => null)
  if (response?.ok) list.innerHTML = await response.text()
  else list.querySelector("[role=status]").textContent = list.dataset.refusal
  list.querySelector("[role=status]").focus?.()
})

document.addEventListener("focusin", ({ target }) => {
  if (target.closest(".desk-links") && target.readOnly) target.select()
})
