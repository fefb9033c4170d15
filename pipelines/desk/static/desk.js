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
