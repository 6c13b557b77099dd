/* Every sentence a report can say, by id. Whole sentences for an office worker: whose address is
 * genuine and who checked it, never "safe". "{name}" is an argument (report.h, MbSentence).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "sentences.h"

#include "check-words.h"

/* Marks a string for the catalogue. */
#define N_(text) text

typedef struct {
  const char *id, *text;
} Sentence;

/* clang-format off */
static const Sentence sentences[] = {
  /* The one sentence of a verdict: VERDICT "Verdict". */
  {"sentence.legitimate", N_("This mail really comes from {domain}.")},
  {"sentence.legitimate-brand", N_("This mail really comes from {claims} ({domain}).")},
  {"sentence.legitimate-own", N_("This mail really comes from your own organisation ({domain}).")},
  {"sentence.genuine-known", N_("The address really belongs to {domain}, but something about this mail is unusual.")},
  {"sentence.genuine-first", N_("The address really belongs to {domain}, but this sender is new to you.")},
  {"sentence.genuine-unknown", N_("The address really belongs to {domain}. Miyaburi does not know who stands behind it.")},
  {"sentence.genuine-spf", N_("This mail was sent by a server that {domain} allows to send its mail. It is not signed.")},
  {"sentence.genuine-weak", N_("This mail came from the computer of {domain} itself. The domain publishes nothing that proves more.")},
  {"sentence.genuine-list", N_("This mail really comes through the mailing list {list}.")},
  {"sentence.unknown", N_("Whether this mail really comes from {domain} cannot be told: {missing}")},
  {"sentence.unknown-no-sender", N_("This mail names no sender that could be checked.")},
  {"sentence.unknown-ambiguous", N_("Mail programs would show different senders for this mail, so it cannot be told who sent it.")},
  {"sentence.suspicious", N_("Something is wrong with this mail.")},
  {"sentence.suspicious-genuine", N_("The address really belongs to {domain}, but this mail shows signs of a fraud.")},
  {"sentence.suspicious-unknown", N_("Whether this mail really comes from {domain} cannot be told, and it shows signs of a fraud.")},
  {"sentence.spoofed-forged", N_("The sender address is forged: this mail does not come from {domain}.")},
  {"sentence.spoofed-forged-own", N_("Someone outside uses your own address as the sender: this mail does not come from {domain}.")},
  {"sentence.spoofed-forged-claims", N_("This mail pretends to come from {claims}. The sender address is forged.")},
  {"sentence.spoofed-claims", N_("This mail pretends to come from {claims}. It really comes from {domain}.")},
  {"sentence.spoofed-own", N_("This mail pretends to come from your own organisation. It really comes from {domain}.")},
  {"sentence.spoofed-person", N_("This mail uses the name of {claims}, whom you know, with another address ({domain}).")},
  {"sentence.spoofed-probable", N_("This mail very probably only pretends to come from {claims}.")},
  {"sentence.spoofed-ambiguous", N_("This mail is built so that mail programs show different senders.")},
  {"sentence.trap", N_("This mail sets a trap: do not open what it offers.")},
  {"sentence.trap-probable", N_("This mail very probably sets a trap: do not open what it offers.")},
  {"sentence.hijacked", N_("The address really belongs to {domain}, but the mail looks as if someone else used the account.")},
  {"sentence.bounce", N_("This is a notice that a mail could not be delivered.")},
  {"sentence.bounce-own", N_("This is a notice that your own mail could not be delivered.")},
  {"sentence.bounce-backscatter", N_("Someone else used your address as the sender. The mail that came back is not yours.")},
  {"sentence.bounce-account-abused", N_("Someone sent mail through your account. Your password has leaked.")},
  {"sentence.sent", N_("You wrote this mail yourself.")},
  {"sentence.internal", N_("This mail did not come from outside: it stayed on servers you trust.")},
  {"sentence.encrypted", N_("This mail is encrypted, so only its envelope could be checked.")},
  {"sentence.error", N_("This mail could not be analysed. Treat it as dangerous.")},

  /* Why it could not be analysed. */
  {"error.empty", N_("The file is empty.")},
  {"error.not-a-mail", N_("The file is not a mail.")},
  {"error.too-large", N_("The mail is larger than 50 MiB.")},
  {"error.io", N_("The file could not be read: {detail}")},
  {"error.worker-stopped", N_("The analysis stopped in the middle of this mail. It may have been built to do that.")},
  {"error.worker-time", N_("The analysis of this mail did not come to an end. It may have been built to do that.")},
  {"error.worker-forbidden", N_("While this mail was read, something was tried that reading a mail never needs. It was blocked.")},
  {"error.worker-garbage", N_("The analysis of this mail gave no usable result. It may have been built to do that.")},
  {"error.worker-start", N_("The part of the program that reads mail could not be started: {detail}")},
  {"error.lock-missing", N_("This system cannot lock in the part of the program that reads mail, and the settings say not to read without that.")},
  {"error.cancelled", N_("The analysis was cancelled.")},

  /* {detail}: what the system and our own readers say of a file, as they say it. */
  {"detail.missing", N_("No such file or directory")},
  {"detail.forbidden", N_("Permission denied")},
  {"detail.folder", N_("Is a directory")},
  {"detail.read", N_("Input/output error")},
  {"detail.loop", N_("Too many levels of symbolic links")},
  {"detail.archive", N_("The archive is damaged.")},
  {"detail.locked", N_("The archive is locked with a password.")},
  {"detail.large", N_("It is too large when unpacked.")},
  {"detail.many", N_("Too many files are in it.")},

  /* The one thing to do. */
  {"action.none", N_("There is nothing special to do.")},
  {"action.check-sender", N_("Ask yourself whether you expect mail from this sender before you answer.")},
  {"action.ask-sender", N_("Before you act, ask the sender in another way, for example by a telephone number you already know.")},
  {"action.ask-colleague", N_("Do not answer this mail. Ask the colleague in person or by telephone.")},
  {"action.do-not-open", N_("Do not open links or attachments, do not answer, and delete the mail.")},
  {"action.do-not-pay", N_("Do not pay and do not change an account number before you have called the sender by a number you already know.")},
  {"action.do-not-call", N_("Do not call the telephone number in this mail.")},
  {"action.official-site", N_("If you are a customer of {claims}, open its site from your own bookmark, not from this mail.")},
  {"action.report-admin", N_("Do not click. Tell the person in charge of mail in your organisation.")},
  {"action.change-password", N_("Change the password of this mail account now, and tell the person in charge of mail.")},
  {"action.ignore-bounce", N_("You can delete this notice. You need not change your password.")},
  {"action.check-online", N_("Allow look-ups and check again to know more.")},
  {"action.check-later", N_("Check again later: a server did not answer.")},
  {"action.be-careful", N_("Do not open links or attachments unless you expected this mail.")},
  {"action.treat-as-dangerous", N_("Do not open links or attachments of this mail.")},

  /* The missing fact, as the end of a sentence. */
  {"missing.offline", N_("look-ups are off, and no trusted server recorded a result.")},
  {"missing.no-dmarc", N_("the domain publishes no rule for forged mail (DMARC), and nothing else proves the sender.")},
  {"missing.policy-none", N_("the domain only watches and forbids no forged mail (DMARC p=none).")},
  {"missing.not-signed", N_("the mail carries no valid signature of the domain.")},
  {"missing.not-published", N_("the domain publishes nothing that would prove its mail.")},
  {"missing.forwarded", N_("the mail was forwarded, which hides where it first came from.")},
  {"missing.list", N_("the mail came through a mailing list, which changes it.")},
  {"missing.no-outside-hop", N_("the mail shows no server from outside that handed it over.")},
  {"missing.temporary", N_("a name server did not answer.")},
  {"missing.untrusted-header", N_("the results in the mail were not written by a server you trust.")},
  {"missing.too-old", N_("the mail is too old: what the domain publishes today proves nothing about that time.")},
  {"missing.key-gone", N_("the key of the signature no longer exists.")},
  {"missing.partly-signed", N_("the signature does not cover the whole mail.")},
  {"missing.wide-spf", N_("the domain allows so many servers that this proves nothing.")},
  {"missing.no-sender", N_("the mail names no sender.")},
  {"missing.many-senders", N_("the mail names several senders, and not all of them are proven.")},
  {"missing.ambiguous", N_("mail programs would show different senders.")},
  {"missing.open-question", N_("not every question has been answered yet.")},
  {"missing.unreadable", N_("a part of the mail could not be read.")},

  /* Who checked. */
  {"checked.here", N_("Checked by this computer")},
  {"checked.server", N_("Checked by your mail server {server} when the mail arrived")},
  {"checked.claimed", N_("Only claimed in the mail itself; nobody you trust checked it")},
  {"checked.nobody", N_("Checked by nobody")},

  /* Which programs show a sender. */
  {"reader.thunderbird", N_("Thunderbird")},
  {"reader.thunderbird-list", N_("Thunderbird, further addresses of the field")},
  {"reader.rfc5322", N_("Programs that keep the rules of mail exactly")},
  {"reader.first-angle", N_("Programs that take the first <…>")},
  {"reader.last-angle", N_("Programs that take the last <…>")},
  {"reader.decoded", N_("Programs that decode the name before they look for an address")},
  {"reader.decoded-cut", N_("Programs that stop at a line break inside the name")},
  {"reader.name-only", N_("Programs that show the name alone")},
  {"reader.nul-cut", N_("Programs that stop at a zero byte")},
  {"reader.cr-is-blank", N_("Programs that take a lone carriage return for a blank")},
  {"reader.iso-2022-jp", N_("Programs that decode Japanese text (JIS) first")},
  {"reader.bare-cr", N_("Programs that end a line at a lone carriage return")},
  {"reader.odd-from", N_("Programs that accept a misspelt From field")},
  {"reader.last-from", N_("Programs that take the last From field")},
  {"reader.other-from", N_("Programs that take another From field")},

  /* Whom a mail claims to be, when it is no brand. */
  {"who.own", N_("your own organisation")},
  {"who.colleague", N_("a colleague")},
  {"who.contact", N_("someone you know")},

  /* What was not looked at. */
  {"offline", N_("Look-ups are off: nothing was asked")},
  {"dns", N_("Name servers were not asked (not allowed)")},
  {"registries", N_("Registries were not asked (not allowed)")},
  {"blocklists", N_("Block lists were not asked (not allowed)")},
  {"blocklists-refused", N_("Some block lists gave no usable answer: that does not mean “not listed”")},
  {"deadline", N_("Time ran out before every answer came")},
  {"too-many-questions", N_("This mail raises more questions than are asked for one mail")},
  {"private", N_("Host names of local networks are never asked")},
  {"quiet", N_("Questions that would carry an address to the sender were not asked")},
  {"no-memory", N_("No writable home folder: nothing is remembered")},
  {"skip.size", N_("Larger than 50 MiB: only the header was read")},
  {"skip.header", N_("The header is longer than any real one: the rest was not read")},
  {"skip.depth", N_("Nested deeper than 50 levels: what lies deeper was not read")},
  {"skip.parts", N_("More than 1,000 parts: the rest was not read")},
  {"skip.text", N_("More text than any real mail: the rest was not read")},
  {"skip.links", N_("More than 1,000 links: the rest was not judged")},
  {"skip.structure", N_("Built to overload mail programs: read in a simplified way")},
  {"skip.gmime", N_("Not built like a mail: only the raw header was read")},
  {"skip.addresses", N_("Too many addresses: the rest was not read")},
  {"skip.archive", N_("An archive was not listed to the end")},
  {"skip.attached", N_("Mails attached to this one were not judged: open each and check it by itself")},
  {"skip.encrypted", N_("Encrypted content cannot be read")},
  {"skip.signed", N_("An S/MIME or OpenPGP signature is present; it was not checked here")},
  {"history", N_("What is remembered of senders could not be read")},
  {"skip.pictures", N_("Not all pictures could be searched for QR codes")},
  {"skip.dkim", N_("More than 10 DKIM signatures: the rest was not checked")},
  {"skip.hops", N_("More than 100 Received lines: the rest was not read")},
  {"skip.crash", N_("The content stopped the analysis: only the header was read")},
  {"clock.behind",
   N_("The mail arrived later than the clock here says it is: the clock looks wrong, or the time of arrival is made up")},
  {"clock.only",
   N_("The mail does not tell when it arrived: its terms were judged by the clock here, which may be wrong")},
  {"lock.seccomp", N_("The part that reads mail is not fully locked in on this system (no seccomp)")},
  {"lock.landlock", N_("The part that reads mail is not fully locked in on this system (no Landlock)")},
  {"lock.limits", N_("The part that reads mail is not fully locked in on this system (no limits)")},
  {"skip.report", N_("The report was cut: the mail holds more than it can show")},

  /* Kinds of question, before the name that was to be asked about. */
  {"ask.A", N_("Address of {name}")},
  {"ask.AAAA", N_("IPv6 address of {name}")},
  {"ask.MX", N_("Mail servers of {name}")},
  {"ask.TXT", N_("Text record of {name}")},
  {"ask.PTR", N_("Name of the sending address ({name})")},
  {"ask.NS", N_("Name servers of {name}")},
  {"ask.CNAME", N_("Alias of {name}")},
  {"ask.GEO", N_("Country of {name}")},
  {"ask.REGISTRATION", N_("Who holds {name}")},
  {"ask.BLOCKLIST", N_("Whether {name} is on a block list")},
  {"ask.check", N_("Could not be decided: “{name}”")},

  /* Kinds of mail. */
  {"kind.ordinary", N_("Mail")},
  {"kind.list", N_("Mailing list")},
  {"kind.bounce", N_("Delivery notice")},
  {"kind.internal", N_("Internal mail")},
  {"kind.sent", N_("Sent mail")},
  {"kind.encrypted", N_("Encrypted mail")},
};
/* clang-format on */

static gpointer build_table(gpointer unused) {
  GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < G_N_ELEMENTS(sentences); i++)
    g_hash_table_insert(table, (gpointer)sentences[i].id, (gpointer)sentences[i].text);
  return table;
}

const char *mb_sentence_source(const char *id) {
  static GOnce once = G_ONCE_INIT;
  const char *text = id ? g_hash_table_lookup(g_once(&once, build_table, NULL), id) : NULL;
  if (text || !id)
    return text;
  const MbCheckWords *check = mb_check_words(id);
  return check ? check->title : NULL;
}
