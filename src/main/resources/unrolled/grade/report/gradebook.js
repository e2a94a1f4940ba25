
"use strict";
(() => {
  const table = document.getElementById("class");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows];
  const shown = document.getElementById("shown");
  const filter = document.getElementById("filter");
  const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const value = (row, column) => row.cells[column].dataset.value;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function sort(column) {
    const head = heads[column];
    const down = head.getAttribute("aria-sort") === "ascending";
    const compare =
      head.dataset.kind === "number"
        ? (a, b) => value(a, column) - value(b, column)
        : (a, b) => words.compare(value(a, column), value(b, column));
    heads.forEach((other) => other.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const sorted = [...rows].sort((a, b) => (down ? compare(b, a) : compare(a, b)));
    body.append(...sorted);
  }

  function show() {
    const wanted = plain(filter.value.trim());
    const names = (row) => plain(row.cells[0].textContent);
    rows.forEach((row) => { row.hidden = !names(row).includes(wanted); });
    const count = rows.filter((row) => !row.hidden).length;
    shown.textContent = count + " of " + rows.length;
  }

  heads.forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => sort(column));
  });
  filter.addEventListener("input", show);
  filter.closest(".filter").hidden = false;
  show();
})();
