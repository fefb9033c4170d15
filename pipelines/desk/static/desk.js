// What the pages can do beyond links: "/" goes to the search field, the next thousand events come as one scrolls.
"use strict";

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    document.getElementById("find")?.focus();
    event.preventDefault();
  }
});

async function loadNext(link) {
  const item = link.closest("li");
  const address = new URL(link.href);
  address.searchParams.set("part", "rows");
  link.removeAttribute("data-next");
  link.textContent = "Loading…";
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const held = document.createElement("template");
    held.innerHTML = await answer.text();
    item.replaceWith(held.content);
    watchNext();
  } catch {
    link.textContent = "The next thousand";
  }
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting) {
      seen.unobserve(entry.target);
      loadNext(entry.target);
    }
  }
}, { rootMargin: "600px" });

function watchNext() {
  const link = document.querySelector("a[data-next]");
  if (link) seen.observe(link);
}

watchNext();

// The map's slider: the day that it stands on is asked for and its address kept.
const slider = document.querySelector("[data-slider]");
if (slider) {
  const day = 86400000;
  const first = Date.parse(slider.dataset.first);
  const range = document.getElementById("slide");
  const to = document.getElementById("to");
  const play = document.getElementById("play");
  const map = document.getElementById("map");
  let asked = 0;
  let running = null;

  range.max = String((Date.parse(slider.dataset.last) - first) / day);
  range.value = String((Date.parse(to.value) - first) / day);
  slider.hidden = false;

  const show = async () => {
    const turn = ++asked;
    const address = new URL(location.href);
    to.value = new Date(first + Number(range.value) * day).toISOString().slice(0, 10);
    range.setAttribute("aria-valuetext", to.value);
    address.searchParams.set("to", to.value);
    const part = new URL(address);
    part.searchParams.set("part", "map");
    const answer = await fetch(part);
    if (!answer.ok || turn !== asked) return;
    const held = document.createElement("template");
    held.innerHTML = await answer.text();
    if (turn !== asked) return;
    map.replaceChildren(held.content);
    history.replaceState(null, "", address);
  };
  const stop = () => {
    clearTimeout(running);
    running = null;
    play.setAttribute("aria-pressed", "false");
    play.textContent = "Play";
  };
  const step = async () => {
    if (Number(range.value) >= Number(range.max)) return stop();
    range.value = String(Number(range.value) + 1);
    await show();
    if (running) running = setTimeout(step, 350);
  };

  range.addEventListener("input", () => { stop(); show(); });
  play.addEventListener("click", () => {
    if (running) return stop();
    if (range.value === range.max) range.value = "0";
    play.setAttribute("aria-pressed", "true");
    play.textContent = "Stop";
    running = setTimeout(step, 0);
  });
}

// Judging by keys: y is right, a letter marks what is wrong, Enter keeps it, space skips, b goes back.
const judging = document.querySelector("[data-judge]");
if (judging) {
  const boxes = [...judging.querySelectorAll("[data-key]")];
  const send = (button) => {
    if (!judging.dataset.sent) {
      judging.dataset.sent = "1";
      judging.requestSubmit(judging.querySelector(button));
    }
  };
  judging.querySelector("#right").addEventListener("click", () => boxes.forEach((box) => { box.checked = false; }));
  document.addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (held || event.target.matches("input:not([type=checkbox]), select, textarea, summary")) return;
    const key = event.key.toLowerCase();
    const box = boxes.find((one) => one.dataset.key === key);
    const marked = boxes.some((one) => one.checked);
    if (box) box.checked = !box.checked;
    else if (key === "y" && !marked) send("#right");
    else if (key === "enter" && marked && !event.target.matches("a, button")) send("#wrong");
    else if (key === " " && !event.target.matches("input, a, button")) location.href = judging.dataset.skip;
    else if (key === "b" && judging.dataset.back) location.href = judging.dataset.back;
    else return;
    event.preventDefault();
  });
}
