/* Attachments that do something when they are opened. SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "families.h"

static void add_attachment(MbCase *c, MbFinding *f, const MbAttachment *a) {
  mb_finding_add(c, f, N_("Attachment"), a->name);
  if (a->bad_entry)
    mb_finding_add_str(c, f, N_("Inside"), a->bad_entry);
}

/* One finding for all attachments with any of the flags. */
static MbFinding *find_flags(MbCase *c, const MbCheck *self, guint flags) {
  MbFinding *f = NULL;
  for (guint i = 0; i < c->message->attachments->len; i++) {
    const MbAttachment *a = &g_array_index(c->message->attachments, MbAttachment, i);
    if (!(a->flags & flags))
      continue;
    if (!f)
      f = mb_case_find(c, self);
    add_attachment(c, f, a);
  }
  return f;
}

static gboolean is_known_person(const MbCase *c) {
  const MbMailbox *sender = mb_case_sender(c);
  const MbContact *contact = sender ? mb_case_contact(c, sender->address) : NULL;
  return contact && contact->wrote_to && c->axis->state == MB_ADDRESS_GENUINE;
}

/* From somebody you write with, proven, a program can be what you asked for. */
static void lower_for_known(const MbCase *c, MbFinding *f, MbLeaning to) {
  if (f && is_known_person(c))
    f->leaning = MIN(f->leaning, to);
}

static void run_executable(MbCase *c, const MbCheck *self) {
  lower_for_known(c, find_flags(c, self, MB_ATT_EXECUTABLE), MB_LEAN_MEDIUM);
}

static const MbCheck executable = {
    "attachment.executable",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_STRONG,
    run_executable,
    N_("An attachment is a program."),
    N_("Opening it hands your computer to whoever wrote it. Companies do not send programs by "
       "mail.")};

/* Shell and Python files do nothing when a Windows user opens them; developers post them to lists.
 */
static gboolean is_developer_script(const char *name, gsize n) {
  static const char *const ends[] = {".sh", ".py", ".pl", ".rb", ".awk", ".bash"};
  for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
    gsize len = strlen(ends[i]);
    if (n >= len && g_ascii_strncasecmp(name + n - len, ends[i], len) == 0)
      return TRUE;
  }
  return FALSE;
}

static void run_script(MbCase *c, const MbCheck *self) {
  MbFinding *f = NULL;
  gboolean harmful = FALSE;
  for (guint i = 0; i < c->message->attachments->len; i++) {
    const MbAttachment *a = &g_array_index(c->message->attachments, MbAttachment, i);
    if (!(a->flags & MB_ATT_SCRIPT))
      continue;
    const char *name = a->bad_entry ? a->bad_entry : a->name.data;
    harmful |= !is_developer_script(name, a->bad_entry ? strlen(name) : a->name.len);
    f = f ? f : mb_case_find(c, self);
    add_attachment(c, f, a);
  }
  if (f && !harmful)
    f->leaning = MB_LEAN_WEAK;
  lower_for_known(c, f, MB_LEAN_MEDIUM);
}

static const MbCheck script = {
    "attachment.script",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_STRONG,
    run_script,
    N_("An attachment is a script that runs when it is opened."),
    N_("Files of this kind fetch malicious programs the moment they are double-clicked. No "
       "document is sent in this form.")};

static void run_shortcut(MbCase *c, const MbCheck *self) {
  find_flags(c, self, MB_ATT_SHORTCUT);
}

static const MbCheck shortcut = {
    "attachment.shortcut",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_STRONG,
    run_shortcut,
    N_("An attachment is a shortcut that starts something else."),
    N_("A shortcut looks like a document but runs a command or opens a hidden place when it is "
       "clicked.")};

static void run_image(MbCase *c, const MbCheck *self) {
  lower_for_known(c, find_flags(c, self, MB_ATT_DISK_IMAGE), MB_LEAN_WEAK);
}

static const MbCheck disk_image = {
    "attachment.disk-image",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_STRONG,
    run_image,
    N_("An attachment is a disk image."),
    N_("Disk images are used to carry programs past the warnings of the computer. Documents are "
       "not sent like this.")};

static void run_double(MbCase *c, const MbCheck *self) {
  find_flags(c, self, MB_ATT_DOUBLE_EXT);
}

static const MbCheck double_extension = {
    "attachment.double-extension",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_STRONG,
    run_double,
    N_("An attachment's name pretends to be a document but ends as a program."),
    N_("“invoice.doc.js” looks like a document where the last part of names is hidden. What counts "
       "is the last part.")};

static void run_smuggling(MbCase *c, const MbCheck *self) {
  find_flags(c, self, MB_ATT_SMUGGLING);
}

static const MbCheck smuggling = {
    "attachment.smuggling",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_STRONG,
    run_smuggling,
    N_("An attached page builds a file on your computer when it is opened."),
    N_("The dangerous file is put together only in the browser, so that no scanner sees it on the "
       "way.")};

static void run_password_page(MbCase *c, const MbCheck *self) {
  find_flags(c, self, MB_ATT_PASSWORD_FORM);
}

static const MbCheck password_page = {
    "attachment.password-page",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_STRONG,
    run_password_page,
    N_("An attached page asks for a password."),
    N_("A log-in page that comes as a file has no address you could check. What you type goes to "
       "the sender.")};

static gboolean any_flag(const MbCase *c, guint flag) {
  for (guint i = 0; i < c->message->attachments->len; i++)
    if (g_array_index(c->message->attachments, MbAttachment, i).flags & flag)
      return TRUE;
  return FALSE;
}

/* Pages are also how banks and payroll services send protected messages. */
static void run_page(MbCase *c, const MbCheck *self) {
  if (c->axis->first_contact && !mb_sender_is_established(c) &&
      !mb_case_found(c, "attachment.password-page") && !mb_case_found(c, "attachment.smuggling")) {
    MbFinding *f = find_flags(c, self, MB_ATT_HTML);
    /* a form or table to print needs no program and stays where it is */
    if (f && mb_case_from_stranger(c) && any_flag(c, MB_ATT_PAGE_ACTS))
      f->leaning = MB_LEAN_MEDIUM;
  }
}

static const MbCheck page = {
    "attachment.page",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_WEAK,
    run_page,
    N_("A stranger attached a web page."),
    N_("An attached page opens in the browser without a real address. It is used to imitate log-in "
       "pages.")};

static void run_macro(MbCase *c, const MbCheck *self) {
  MbFinding *f = find_flags(c, self, MB_ATT_MACRO);
  if (f && (is_known_person(c) || mb_sender_is_established(c)))
    f->leaning = MB_LEAN_WEAK;
}

static const MbCheck macro = {
    "attachment.macro",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_MEDIUM,
    run_macro,
    N_("An attached document contains a program (macros)."),
    N_("Macros can do anything on your computer once you press “Enable content”. Do so only when "
       "you know why the document needs them.")};

static void run_onenote(MbCase *c, const MbCheck *self) {
  lower_for_known(c, find_flags(c, self, MB_ATT_ONENOTE), MB_LEAN_INFO);
}

static const MbCheck onenote = {
    "attachment.onenote",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_MEDIUM,
    run_onenote,
    N_("An attachment is a OneNote notebook."),
    N_("Notebooks can hide programs under a picture of a button. Outside of teams that work with "
       "OneNote nobody sends them.")};

static void run_mismatch(MbCase *c, const MbCheck *self) {
  lower_for_known(c, find_flags(c, self, MB_ATT_TYPE_MISMATCH), MB_LEAN_WEAK);
}

static const MbCheck mismatch = {
    "attachment.type-mismatch",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_WEAK,
    run_mismatch,
    N_("An attachment is not what its name says."),
    N_("The content is of another kind than the name and the mail claim. It can be a mistake of "
       "the sending program.")};

static void run_bidi(MbCase *c, const MbCheck *self) {
  find_flags(c, self, MB_ATT_BIDI_NAME);
}

static const MbCheck bidi_name = {
    "attachment.reversed-name",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_STRONG,
    run_bidi,
    N_("An attachment's name is partly written backwards."),
    N_("Hidden signs turn the end of the name around, so that a program looks like a document.")};

/* The encrypted zip with the password in a second mail is an office custom in Japan (PPAP), so it
 * says something only of strangers, and more when the password comes along. */
static gboolean tells_password(const MbCase *c) {
  static const char *const words[] = {"パスワード", "password", "Password",   "PASSWORD",
                                      "ＰＷ",       "Passwort", "contraseña", "senha"};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_strstr_len(c->message->text.data, MIN(c->message->text.len, 64 * 1024), words[i]))
      return TRUE;
  return FALSE;
}

static void run_encrypted(MbCase *c, const MbCheck *self) {
  if (!c->axis->first_contact || is_known_person(c) || mb_sender_is_established(c))
    return;
  MbFinding *f = find_flags(c, self, MB_ATT_ENCRYPTED);
  if (f && tells_password(c))
    mb_finding_add_str(c, f, N_("Password"), "…");
}

static const MbCheck encrypted = {
    "attachment.encrypted",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_WEAK,
    run_encrypted,
    N_("A stranger attached a locked file."),
    N_("Nobody on the way can look into a locked file, no virus scanner either. Many Japanese "
       "offices lock files out of habit; from somebody you have never dealt with, ask first.")};

/* Orders, invoices and shipping papers are documents; packed up they get past filters. The zip of a company that gives
 * its name is an office custom, so this counts beside other signs only. */
static gboolean speaks_of_papers(const MbCase *c) {
  static const char *const words[] = {
      "請求",       "見積",     "注文書",         "発注",           "納品",  "支払",
      "送金",       "invoice",  "quotation",      "purchase order", "rfq",   "payment",
      "remittance", "shipping", "bill of lading", "arrival notice", "swift", "proforma"};
  MbSlice text = mb_body_text(c);
  g_autofree char *subject = mb_text_fold(c->message->subject);
  g_autofree char *head = mb_text_fold(mb_slice(text.data, MIN(text.len, 2048)));
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(subject, words[i]) || strstr(head, words[i]))
      return TRUE;
  return FALSE;
}

static void run_packed_papers(MbCase *c, const MbCheck *self) {
  if (mb_case_from_stranger(c) && !mb_sender_is_established(c) && any_flag(c, MB_ATT_ARCHIVE) &&
      !any_flag(c, MB_ATT_ENCRYPTED) && speaks_of_papers(c))
    find_flags(c, self, MB_ATT_ARCHIVE);
}

static const MbCheck packed_papers = {
    "attachment.packed-papers",
    MB_FAMILY_ATTACHMENT,
    MB_LEAN_WEAK,
    run_packed_papers,
    N_("A stranger sends an order, invoice or the like packed in an archive."),
    N_("A single document needs no packing. Deceivers pack programs so that filters let them pass. "
       "Look "
       "at the ending of the file inside before you open it.")};

MbCheckList mb_attachment_checks = {
    &executable, &script,        &shortcut,  &disk_image,    &double_extension,
    &smuggling,  &password_page, &page,      &macro,         &onenote,
    &mismatch,   &bidi_name,     &encrypted, &packed_papers, NULL};
