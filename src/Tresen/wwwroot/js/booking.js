"use strict";
/* The booking sheet: a chosen duration stands in the fields, and what is typed last decides. What it comes to the server says. */
{
  const { on } = tresen;
  const two = number => String(number).padStart(2, "0");
  const clock = minutes => `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;

  const partsOf = element => {
    const line = element.closest(".booking-line");
    const part = name => line.querySelector(`[name$=".${name}"]`);
    return { from: part("From"), to: part("To"), duration: part("Duration"), chips: [...line.querySelectorAll("[name$='.Quick']")] };
  };

  // 8, 8:30, 8.30, 830; null for what only the server reads, or nobody.
  function minutesOf(text) {
    const [, hours, minutes] = /^\s*(\d{1,2})(?:[:.]?(\d{2}))?\s*$/.exec(text) ?? [];
    return hours < 24 && !(minutes > 59) ? hours * 60 + Number(minutes ?? 0) : null;
  }

  function fill({ from, to, duration }, minutes) {
    const start = minutesOf(from.value);
    duration.value = `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
    if (start !== null) to.value = clock(start + minutes);
  }

  const forget = ({ chips }) => chips.forEach(chip => { chip.checked = false; });

  on("change", ".booking-line [name$='.Quick']", chip => fill(partsOf(chip), Number(chip.value)));

  on("input", ".booking-line [name$='.From']", from => {
    const parts = partsOf(from);
    const chosen = parts.chips.find(chip => chip.checked);
    if (chosen) fill(parts, Number(chosen.value));
    else if (parts.to.value) parts.duration.value = "";
  });

  on("input", ".booking-line [name$='.To']", to => {
    const parts = partsOf(to);
    forget(parts);
    if (parts.from.value) parts.duration.value = "";
  });

  on("input", ".booking-line [name$='.Duration']", duration => {
    const parts = partsOf(duration);
    forget(parts);
    if (parts.from.value) parts.to.value = "";
  });
}
