// The case-study explorer. Without this, every case study is listed. With it, the table can be narrowed, and the
// address holds what was chosen, so that a view can be shared, kept and printed.
(() => {
  const form = document.getElementById("filters");
  const found = document.getElementById("found");
  const none = document.getElementById("none");
  const table = document.querySelector(".dw-cases");
  const rows = [...table.tBodies[0].rows];
  const choices = [...form.querySelectorAll("select")];

  const show = () => {
    const chosen = choices.filter((choice) => choice.value);
    let count = 0;
    for (const row of rows) {
      row.hidden = !chosen.every(({ name, value }) => row.dataset[name].split(" ").includes(value));
      count += !row.hidden;
    }
    const words = chosen.map((choice) => choice.selectedOptions[0].dataset.words).join(", ");
    found.textContent = words ? `${count} of ${rows.length} case studies: ${words}` : `${rows.length} case studies`;
    table.hidden = !count;
    none.hidden = count > 0;
  };
  const read = () => {
    const wanted = new URLSearchParams(location.search);
    for (const choice of choices) {
      choice.value = wanted.get(choice.name) ?? "";
      if (choice.selectedIndex < 0) choice.value = "";
    }
    show();
  };
  const write = () => {
    const chosen = choices.filter((choice) => choice.value).map(({ name, value }) => [name, value]);
    history.replaceState(null, "", chosen.length ? `?${new URLSearchParams(chosen)}` : location.pathname);
    show();
  };

  form.addEventListener("change", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(write));
  addEventListener("pageshow", read);
  form.hidden = false;
  read();
})();
