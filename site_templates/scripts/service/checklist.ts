/** A list of things to get together, as boxes to tick; a line says how many are ready. */
import { element } from "../search/dom";

export class Checklist {
  private readonly status = element("p", { role: "status", class: "ready" });
  private readonly boxes: readonly HTMLInputElement[];

  constructor(
    private readonly list: HTMLElement,
    private readonly messages: Partial<Record<string, string>>,
  ) {
    this.boxes = [...list.querySelectorAll(":scope > li")].map((item) => {
      const box = element("input", { type: "checkbox", autocomplete: "off" });
      item.replaceChildren(element("label", {}, box, element("span", {}, ...item.childNodes)));
      return box;
    });
  }

  mount(): void {
    this.list.classList.add("ticked");
    this.list.addEventListener("change", () => {
      this.say();
    });
    this.list.after(this.status);
    this.say();
  }

  private say(): void {
    const ready = this.boxes.filter((box) => box.checked).length;
    const { ready: some = "", all = "" } = this.messages;
    const sentence = ready === this.boxes.length ? all : some;
    this.status.textContent = sentence.replace("{ready}", `${ready}`).replace("{total}", `${this.boxes.length}`);
  }
}
