/* Whom the mail addresses. Japanese business mail begins with the reader's company and name; mail
 * that went out to a list of addresses has no name to write there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "../base/utf8.h"

#define MAX_LINES     8
#define MAX_LINE      200
#define MAX_CANDIDATE 40 /* characters before 様 */

/* Words before 様 that name nobody. */
static const char *const nobody[] = {
    "お客",   "お取引先",       "会員",     "ユーザー", "ユーザ",     "皆",       "みな",
    "関係者", "利用者",         "担当者",   "ご契約者", "契約者",     "顧客",     "加入者",
    "登録者", "カードホルダー", "メンバー", "ご担当",   "パートナー", "オーナー",
};

static const char *const honorifics[] = {"様", "さま", "殿", "さん", "先生"};
static const char *const groups[] = {"各位", "御中", "皆様", "皆さま", "みなさま", "皆さん"};

static const char *const greetings[] = {
    "dear ",         "hello ",         "hi ",        "hey ",     "hello, ",  "attn ",
    "attention ",    "good day ",      "greetings ", "hallo ",   "liebe ",   "lieber ",
    "sehr geehrte ", "sehr geehrter ", "guten tag ", "bonjour ", "cher ",    "chère ",
    "hola ",         "estimado ",      "estimada ",  "olá ",     "ola ",     "prezado ",
    "prezada ",      "prezado(a) ",    "caro ",      "cara ",    "gentile ", "beste ",
    "geachte ",
};

static const char *const western_nobody[] = {
    "customer",       "customers",     "client",     "user",       "member",     "valued",
    "account holder", "account owner", "sir",        "madam",      "subscriber", "email user",
    "webmail user",   "beneficiary",   "friend",     "cardholder", "owner",      "kunde",
    "kundin",         "damen",         "cliente",    "client",     "klant",      "utilisateur",
    "usuario",        "usuário",       "taxpayer",   "recipient",  "sales team", "purchasing",
    "procurement",    "accounts team", "accounting", "team member"};

static char *folded_or_empty(MbSlice s) {
  return s.len && s.len < 512 ? mb_text_fold(s) : g_strdup("");
}

typedef struct {
  char *name, *address, *local;
} To;

/* What stands before 様: judged by its end, for "株式会社〇〇 営業部 田中" is one name. */
static MbAddressee judge_name(const char *before, const To *to) {
  gsize len = strlen(before);
  if (len == 0)
    return MB_ADDRESSEE_NONE;
  if (*to->address && g_str_has_suffix(before, to->address))
    return MB_ADDRESSEE_ADDRESS;
  if (*to->local && strcmp(before, to->local) == 0 && strcmp(to->name, to->local) != 0)
    return MB_ADDRESSEE_ADDRESS;
  for (guint i = 0; i < G_N_ELEMENTS(nobody); i++)
    if (g_str_has_suffix(before, nobody[i]))
      return MB_ADDRESSEE_GENERIC;
  return MB_ADDRESSEE_NAMED;
}

/* "田中 太郎 様", "お客様", "info@example.jp 様、" */
static MbAddressee judge_japanese(const char *line, const To *to) {
  for (guint i = 0; i < G_N_ELEMENTS(groups); i++)
    if (g_str_has_suffix(line, groups[i]) ||
        (g_str_has_prefix(line, groups[i]) && strlen(line) < strlen(groups[i]) + 8))
      return MB_ADDRESSEE_GROUP;
  for (guint i = 0; i < G_N_ELEMENTS(honorifics); i++) {
    const char *at = strstr(line, honorifics[i]);
    if (!at)
      continue;
    const char *after = at + strlen(honorifics[i]);
    gboolean ends = *after == '\0' || g_str_has_prefix(after, "、") || *after == ',' ||
                    g_str_has_prefix(after, "へ") || *after == ':' || *after == '(' ||
                    g_str_has_prefix(after, "。") || *after == '!';
    if (!ends || g_utf8_strlen(line, at - line) > MAX_CANDIDATE)
      continue;
    g_autofree char *before = g_strndup(line, at - line);
    MbAddressee found = judge_name(g_strstrip(before), to);
    if (found != MB_ADDRESSEE_NONE)
      return found;
  }
  return MB_ADDRESSEE_NONE;
}

static gboolean starts_with_any(const char *text, const char *const *words, guint n) {
  for (guint i = 0; i < n; i++)
    if (*text == *words[i] && g_str_has_prefix(text, words[i]))
      return TRUE;
  return FALSE;
}

/* "Hi taro," is how honest services call taro@; nobody is called "info". */
static gboolean is_local_part(const char *rest, const To *to) {
  static const char *const roles[] = {"info",    "sales",      "admin",     "office",
                                      "support", "webmaster",  "contact",   "mail",
                                      "shop",    "postmaster", "hostmaster"};
  gsize n = strlen(to->local);
  gboolean role = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(roles); i++)
    role |= strcmp(to->local, roles[i]) == 0;
  return role && g_str_has_prefix(rest, to->local) && !g_ascii_isalnum(rest[n]) && !*to->name;
}

/* "Dear Mr Tanaka," "Hello info@example.jp" */
static MbAddressee judge_western(const char *line, const To *to) {
  for (guint i = 0; i < G_N_ELEMENTS(greetings); i++) {
    if (*line != *greetings[i] || !g_str_has_prefix(line, greetings[i]))
      continue;
    const char *rest = line + strlen(greetings[i]);
    if (*to->address && strstr(rest, to->address))
      return MB_ADDRESSEE_ADDRESS;
    if (starts_with_any(rest, western_nobody, G_N_ELEMENTS(western_nobody)))
      return MB_ADDRESSEE_GENERIC;
    if (is_local_part(rest, to))
      return MB_ADDRESSEE_ADDRESS;
    return g_unichar_isalpha(g_utf8_get_char_validated(rest, -1)) ? MB_ADDRESSEE_NAMED
                                                                  : MB_ADDRESSEE_NONE;
  }
  return MB_ADDRESSEE_NONE;
}

static MbAddressee judge_line(MbSlice line, const To *to) {
  g_autofree char *folded = mb_text_fold(line);
  g_strstrip(folded);
  if (*to->address && strcmp(folded, to->address) == 0)
    return MB_ADDRESSEE_ADDRESS;
  if (*to->name && strlen(to->name) > 4 && g_str_has_prefix(folded, to->name) &&
      strcmp(to->name, to->address) != 0)
    return MB_ADDRESSEE_NAMED;
  /* the Japanese words have no letter of ASCII */
  gsize len = strlen(folded);
  gboolean ascii = mb_ascii_run(folded, len) == len;
  MbAddressee found = ascii ? MB_ADDRESSEE_NONE : judge_japanese(folded, to);
  return found != MB_ADDRESSEE_NONE ? found : judge_western(folded, to);
}

MbAddressee mb_addressee_find(MbSlice text, MbSlice to_name, MbSlice to_address, MbSlice to_local,
                              MbSlice *line) {
  To to = {folded_or_empty(to_name), folded_or_empty(to_address), folded_or_empty(to_local)};
  MbAddressee best = MB_ADDRESSEE_NONE;
  *line = MB_SLICE_NONE;
  for (guint lines = 0; text.len && lines < MAX_LINES && best != MB_ADDRESSEE_NAMED;) {
    const char *nl = memchr(text.data, '\n', text.len);
    gsize n = nl ? (gsize)(nl - text.data) + 1 : text.len;
    MbSlice one = mb_slice_trim(mb_slice(text.data, n));
    text.data += n;
    text.len -= n;
    lines += one.len > 0;
    one.len = MIN(one.len, MAX_LINE);
    MbAddressee found = one.len ? judge_line(one, &to) : MB_ADDRESSEE_NONE;
    if (found > best) {
      best = found;
      *line = one;
    }
  }
  g_free(to.name);
  g_free(to.address);
  g_free(to.local);
  return best;
}
