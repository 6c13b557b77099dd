// How each state looks: icon, badge, colours. Text and sign always go with the colour.
// SPDX-License-Identifier: GPL-3.0-or-later
const LOOKS = {
  idle: { icon: "idle" },
  checking: { icon: "idle", badge: "badgeChecking", color: "#5e5c64" },
  legitimate: { icon: "legitimate", badge: "badgeLegitimate", color: "#1b7f4b" },
  genuine: { icon: "genuine", badge: "badgeGenuine", color: "#1a5fb4" },
  unknown: { icon: "unknown", badge: "badgeUnknown", color: "#5e5c64" },
  suspicious: { icon: "suspicious", badge: "badgeSuspicious", color: "#f5c211", text: "#000000" },
  hijacked: { icon: "hijacked", badge: "badgeHijacked", color: "#c64600" },
  spoofed: { icon: "spoofed", badge: "badgeSpoofed", color: "#c01c28" },
  error: { icon: "error", badge: "badgeError", color: "#c01c28" },
  trouble: { icon: "unknown", badge: "badgeTrouble", color: "#5e5c64" },
};

export const t = (key, ...args) => messenger.i18n.getMessage(key, args.map(String));

// state: null (idle) or {phase: "checking" | "done" | "trouble", report?, trouble?}
export function lookOf(state) {
  if (!state) return LOOKS.idle;
  if (state.phase === "done") return LOOKS[state.report.verdict] ?? LOOKS.error;
  return LOOKS[state.phase];
}

export function labelOf(state) {
  if (!state) return t("check");
  if (state.phase === "checking") return t("checking");
  if (state.phase === "trouble") return t("troubleLabel");
  return state.report.label;
}

export function tooltipOf(state) {
  if (!state) return t("checkTooltip");
  if (state.phase === "checking") return t("checking");
  if (state.phase === "trouble") return t(troubleKey(state.trouble));
  const partial = state.report.partial ? ` ${t("partial")}` : "";
  return `${state.report.label}: ${state.report.sentence}${partial}`;
}

const TROUBLES = {
  missing: "troubleMissing", broken: "troubleBroken", died: "troubleDied", "gave-up": "troubleGaveUp", slow: "troubleSlow",
  "too-large": "troubleTooLarge", busy: "troubleBusy", unreadable: "troubleUnreadable", "protocol-version": "troubleVersion",
};
export const troubleKey = word => TROUBLES[word] ?? "troubleOther";

export const isWarning = report => ["suspicious", "hijacked", "spoofed", "error"].includes(report?.verdict);
