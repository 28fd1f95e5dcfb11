// The questions of the counter page: a native dialog for each action that asks first. What is chosen
// goes out as one press; who leaves with Escape or “Kembali” has done nothing.

export class Dialogs {
  // `forms` are by action; each has element, open(view, choice) and chosen(), null while the
  // choice is not whole. `press(action, choice)` says whether it was taken.
  constructor(forms, press) {
    this.forms = forms;
    this.press = press;
    this.action = "";
    this.choice = {};
    Object.keys(forms).forEach((action) => this.wire(forms[action].element));
  }

  // Properties, so that the next desk on this page takes the place of the last one.
  wire(dialog) {
    dialog.querySelector("form").onsubmit = (event) => {
      event.preventDefault();
      this.submit();
    };
    dialog.querySelector("[data-back]").onclick = () => this.close();
    dialog.onclose = () => {
      if (dialog.open) return;
      this.ended();
      document.getElementById("primary").focus();
    };
  }

  // Whether this action asks before it is done.
  asks(action) {
    return action in this.forms;
  }

  open(action, view, choice) {
    if (this.action) return;
    this.action = action;
    this.choice = choice;
    const form = this.forms[action];
    form.element.querySelector("form").reset();
    form.element.showModal();
    form.open(view, choice);
  }

  submit() {
    const chosen = this.forms[this.action].chosen();
    if (chosen && this.press(this.action, Object.assign({}, this.choice, chosen))) this.close();
  }

  close() {
    if (!this.action) return;
    const { element } = this.forms[this.action];
    this.ended();
    element.close();
  }

  ended() {
    this.action = "";
    this.choice = {};
  }
}
