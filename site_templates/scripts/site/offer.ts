/** A button that loads a script of this page when it is pressed, or when the address asks for what the script shows. */

export function offerScript(button: HTMLButtonElement): void {
  const address = button.dataset["script"];
  const state = button.dataset["state"];
  if (address === undefined || state === undefined) return;
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  button.after(" ", told);
  let failures = 0;
  const load = (): void => {
    button.disabled = true;
    told.textContent = "";
    // A browser may remember that a script did not come: another address asks for it again.
    import(failures === 0 ? address : `${address}?${failures}`).catch(() => {
      failures += 1;
      button.disabled = false;
      told.textContent = button.dataset["failed"] ?? "";
    });
  };
  button.addEventListener("click", load);
  button.hidden = false;
  window.addEventListener("hashchange", () => {
    if (location.hash.startsWith(state) && !button.disabled) load();
  });
  if (location.hash.startsWith(state)) load();
}
