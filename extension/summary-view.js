// What many mails have in common, out of the core's summary: delivery notices first (something may have to be done),
// then mailings, then figures. Every chart is a table with bars.
// SPDX-License-Identifier: GPL-3.0-or-later
import { defang, el, list, note, quoted, section, table, when } from "./dom.js";
import { t } from "./looks.js";
import { countryName } from "./map.js";

const SHOWN = 10, SHOWN_CAMPAIGNS = 20;
const VERDICTS = ["spoofed", "hijacked", "suspicious", "error", "unknown", "genuine", "legitimate"];
const VERDICT_KEYS = { spoofed: "verdictSpoofed", hijacked: "verdictHijacked", suspicious: "verdictSuspicious", error: "verdictError", unknown: "verdictUnknown",
  genuine: "verdictGenuine", legitimate: "verdictLegitimate" };

const first = values => [...values.slice(0, SHOWN), ...(values.length > SHOWN ? ["…"] : [])].join(", ");
const domains = values => values.map(value => defang(value ?? ""));

// rows: [text, number, class?]
function bars(rows) {
  const most = Math.max(1, ...rows.map(([, n]) => n));
  return rows.length ? el("table", { className: "bars" }, el("tbody", {}, ...rows.map(([text, n, kind = ""]) => el("tr", {}, el("th", { scope: "row" }, quoted(text)),
    el("td", { className: "number", textContent: String(n) }), el("td", { className: "track" }, el("div", { className: `bar ${kind}`, style: `width: ${(100 * n) / most}%` })))))) : null;
}

const counted = rows => bars(rows.slice(0, SHOWN).map(({ value, mails }) => [value ?? "?", mails]));
const titled = (key, node) => node ? el("div", {}, el("h3", { textContent: t(key) }), node) : null;

const verdicts = all => bars(VERDICTS.filter(v => all[v]).map(v => [t(VERDICT_KEYS[v]), all[v], v]));

const STORIES = [["password_used", "storyPassword"], ["forged_sender", "storyForged"], ["own_mail", "storyOwn"], ["not_known", "storyUnknown"]];

function bounces(b) {
  if (!b) return null;
  const times = [["firstSent", b.first_sent], ["firstNotice", b.first], ["lastNotice", b.last]].map(([key, time]) => [t(key), time && when(time)]);
  return section("bounces", el("p", { className: "sentence", textContent: b.headline }), list(b.advice.map(line => el("li", { textContent: line })), true),
    table([[t("notices"), b.notices], ...STORIES.map(([key, word]) => [t(word), b[key] || null]), ...times, [t("lures"), first(b.lures.map(l => l.value))], [t("subjects"), first(b.subjects.map(s => s.value))]]),
    titled("noticesOverTime", bars(b.curve.map(c => [when(c.from), c.notices]))), titled("sentFrom", counted(b.sources)));
}

const SAME = { sender: "sameSender", subject: "sameSubject", body: "sameBody", link: "sameLink", attachment: "sameAttachment", address: "sameAddress" };

function campaign(c) {
  const time = c.first ? c.last && c.last !== c.first ? t("fromTo", when(c.first), when(c.last)) : when(c.first) : "";
  return el("details", {}, el("summary", {}, el("strong", { textContent: t("nMails", c.mails) }), " ", quoted([c.subjects[0], time].filter(Boolean).join(" · "))),
    table([[t("warnedOf"), c.warnings || null], [t("sameInAll"), c.same.map(s => SAME[s] ? t(SAME[s]) : s).join(t("listComma"))], [t("sendersOf"), first(c.senders)], [t("subjects"), first(c.subjects)],
      [t("linksLeadTo"), first(domains(c.link_domains))], [t("sentFrom"), first(c.sent_from)], [t("recipients"), first(c.recipients)], [t("guessed"), first(c.guessed_recipients)]]));
}

function campaigns(s) {
  const left = s.campaigns_found - Math.min(s.campaigns.length, SHOWN_CAMPAIGNS);
  return section("campaigns", ...s.campaigns.slice(0, SHOWN_CAMPAIGNS).map(campaign), left > 0 ? note("moreEntries", left) : null);
}

function figures({ statistics: f }) {
  const name = countryName(messenger.i18n.getUILanguage().startsWith("ja") ? "ja" : "en");
  const countries = f.countries.slice(0, SHOWN).map(c => [[c.from, c.links].filter(Boolean).map(name).join(" → ") || "?", c.mails]);
  return section("figures", titled("countries", bars(countries)), titled("networks", counted(f.networks)), titled("claimed", counted(f.claimed)),
    titled("linksLeadTo", counted(f.link_domains.map(l => ({ ...l, value: defang(l.value ?? "?") })))));
}

// What comes before the list of mails, and what after it.
export const above = summary => [section("verdicts", verdicts(summary.verdicts)), bounces(summary.bounces)].filter(Boolean);
export const below = summary => [campaigns(summary), figures(summary)].filter(Boolean);
