/** A button that loads a script of this page when it is pressed, or when the address asks for what the script shows. */

export function offerScript(button: HTMLButtonElement): void {
  const address = button.dataset["script"];
  const state = button.dataset["state"];
  if (address === undefined || state === undefined) return;
  const load = (): void => {
    button.disabled = true;
    void import(address).catch(() => {
      button.disabled = false;
    });
  };
  button.addEventListener("click", load);
  button.hidden = false;
  window.addEventListener("hashchange", () => {
    if (location.hash.startsWith(state) && !button.disabled) load();
  });
  if (location.hash.startsWith(state)) load();
}
