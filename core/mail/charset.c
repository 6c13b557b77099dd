/* Bytes to UTF-8 through converters that stay open. UTF-8 and ASCII never see iconv; single-byte
 * charsets are tables made while building; the others go through iconv only where they are not
 * ASCII. SPDX-License-Identifier: GPL-3.0-or-later */
#include "charset.h"
#include "../base/full.h"
#include "../base/utf8.h"
#include "charset-names.h"

#include <errno.h>
#include <iconv.h>

/* After so many undecodable bytes the text is garbage or an attack on our time: what follows is
 * replaced without asking iconv about every byte. */
#define MAX_BAD (32 * 1024)

#define NO_CONVERTER ((iconv_t)-1)

typedef struct {
  signed char utf8[4]; /* NUL-terminated; empty = undecodable */
} Cell;

/* Single-byte charsets: 0x80 to 0xff, written by gen-charset-upper.c while building. */
static const Cell upper_halves[MB_N_CHARSETS][128] = {
#include "charset-upper.h"
};

typedef struct {
  gboolean tried;
  iconv_t cd;
} Converter;

static Converter converters[MB_N_CHARSETS];
static gboolean common_only; /* no other can be opened any more */
static GMutex lock;          /* converters carry state, and several threads may read mails */

static const char replacement[] = "\xef\xbf\xbd";

typedef struct {
  GString *out;
  guint bad;
} Sink;

static void put_bad(Sink *sink) {
  g_string_append_len(sink->out, replacement, 3);
  sink->bad++;
}

/* --- converters ------------------------------------------------------------------------------ */

static Converter *converter_for(const MbCharset *charset) {
  Converter *c = &converters[charset - mb_charsets];
  if (c->tried)
    return c;
  gboolean needed = charset->iconv && charset->kind != MB_CS_SINGLE;
  if (needed && common_only) {
    mb_full_miss(); /* each time: not this mail alone may need it */
    c->cd = NO_CONVERTER;
    return c;
  }
  c->tried = TRUE;
  c->cd = needed ? iconv_open("UTF-8", charset->iconv) : NO_CONVERTER;
  return c;
}

void mb_charset_preload(void) {
  g_mutex_lock(&lock);
  for (guint i = 0; i < MB_N_CHARSETS; i++)
    converter_for(&mb_charsets[i]);
  g_mutex_unlock(&lock);
}

/* Those of Japan, and GB18030 for the mails that China's programs write to it. */
void mb_charset_preload_common(void) {
  static const char *const names[] = {"iso-2022-jp", "shift_jis", "euc-jp", "gb18030"};
  g_mutex_lock(&lock);
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    converter_for(mb_charset_find(mb_slice_str(names[i])));
  common_only = TRUE;
  g_mutex_unlock(&lock);
}

/* --- UTF-8 ----------------------------------------------------------------------------------- */

/* How many bytes from p on are valid UTF-8. */
static gsize utf8_run(const char *p, gsize n) {
  gsize i = 0;
  while (i < n) {
    i += mb_ascii_run(p + i, n - i);
    if (i >= n)
      break;
    int len = mb_utf8_length(p + i, n - i);
    if (len < 0)
      break;
    i += len;
  }
  return i;
}

static void decode_utf8(Sink *sink, MbSlice in) {
  gsize i = 0;
  while (i < in.len) {
    gsize run = utf8_run(in.data + i, in.len - i);
    g_string_append_len(sink->out, in.data + i, run);
    i += run;
    if (i < in.len) {
      i += -mb_utf8_length(in.data + i, in.len - i);
      put_bad(sink);
    }
  }
}

/* --- everything else ------------------------------------------------------------------------- */

/* Garbage beyond MAX_BAD: ASCII stays, the rest is replaced. */
static void replace_rest(Sink *sink, const char *p, gsize n) {
  for (gsize i = 0; i < n;) {
    gsize run = mb_ascii_run(p + i, n - i);
    g_string_append_len(sink->out, p + i, run);
    gsize end = i += run;
    while (end < n && (p[end] & 0x80))
      end++;
    gsize at = sink->out->len;
    sink->bad += end - i;
    g_string_set_size(sink->out, at + 3 * (end - i));
    for (; i < end; i++, at += 3)
      memcpy(sink->out->str + at, replacement, 3);
  }
}

static void run_iconv(Sink *sink, iconv_t cd, const char *data, gsize len) {
  char *in = (char *)data;
  iconv(cd, NULL, NULL, NULL, NULL);
  for (gboolean flushed = FALSE; !flushed;) {
    char buffer[1024], *out = buffer;
    gsize room = sizeof buffer;
    flushed = len == 0;
    gsize rc = flushed ? iconv(cd, NULL, NULL, &out, &room) : iconv(cd, &in, &len, &out, &room);
    int error = rc == (gsize)-1 ? errno : 0;
    g_string_append_len(sink->out, buffer, out - buffer);
    if (error == 0 || (error == E2BIG && out > buffer))
      continue;
    put_bad(sink);
    /* a converter that looks ahead can complain with nothing left to skip */
    if (flushed || error == EINVAL || len == 0)
      break;
    in++, len--;
    if (sink->bad > MAX_BAD) {
      replace_rest(sink, in, len);
      break;
    }
  }
}

static void decode_single(Sink *sink, const Cell *upper, MbSlice in) {
  for (gsize i = 0; i < in.len; i++) {
    gsize run = mb_ascii_run(in.data + i, in.len - i);
    g_string_append_len(sink->out, in.data + i, run);
    i += run;
    if (i >= in.len)
      break;
    const Cell *cell = &upper[(guchar)in.data[i] & 0x7f];
    if (cell->utf8[0])
      g_string_append(sink->out, (const char *)cell->utf8);
    else
      put_bad(sink);
  }
}

/* ASCII runs are copied; iconv sees what lies between them. No multi-byte charset here has trail
 * bytes below 0x30, so a piece may always end before such a byte. */
static void decode_multi(Sink *sink, iconv_t cd, MbSlice in) {
  gsize i = 0;
  while (i < in.len) {
    gsize run = mb_ascii_run(in.data + i, in.len - i);
    g_string_append_len(sink->out, in.data + i, run);
    i += run;
    gsize end = i;
    while (end < in.len && (guchar)in.data[end] >= 0x30)
      end++;
    if (sink->bad > MAX_BAD) {
      replace_rest(sink, in.data + i, in.len - i);
      break;
    }
    if (end > i)
      run_iconv(sink, cd, in.data + i, end - i);
    i = end;
  }
}

/* --- ISO-2022-JP ------------------------------------------------------------------------------ */

typedef enum { JIS_ASCII, JIS_KANA, JIS_X0208, JIS_X0212 } JisSet;

/* Length of the escape sequence at p, which sets *set; 0 when it is none we know. */
static gsize jis_escape(const char *p, gsize n, JisSet *set) {
  static const struct {
    const char *seq;
    JisSet set;
  } escapes[] = {
      {"\033(B", JIS_ASCII},  {"\033(J", JIS_ASCII}, {"\033(H", JIS_ASCII},  {"\033(I", JIS_KANA},
      {"\033$@", JIS_X0208},  {"\033$B", JIS_X0208}, {"\033$(B", JIS_X0208}, {"\033$(@", JIS_X0208},
      {"\033$(D", JIS_X0212}, {"\033&@", JIS_X0208},
  };
  for (guint i = 0; i < G_N_ELEMENTS(escapes); i++) {
    gsize len = strlen(escapes[i].seq);
    if (n >= len && memcmp(p, escapes[i].seq, len) == 0) {
      *set = escapes[i].set;
      return len;
    }
  }
  return 0;
}

/* One run in a 94 or 94×94 set becomes EUC-JP by setting the high bits. That is what gives
 * NEC row 13 (①㈱), which glibc's own ISO-2022-JP refuses. */
static void append_euc(GString *euc, JisSet set, const char *p, gsize n) {
  for (gsize i = 0; i < n; i++) {
    guchar b = (guchar)p[i];
    if (b < 0x21 || b > 0x7e) {
      g_string_append_c(euc, (char)b);
      continue;
    }
    if (set == JIS_KANA)
      g_string_append_c(euc, (char)0x8e);
    if (set == JIS_X0212)
      g_string_append_c(euc, (char)0x8f);
    g_string_append_c(euc, (char)(b | 0x80));
    if (set != JIS_KANA && ++i < n)
      g_string_append_c(euc, (char)(p[i] | 0x80));
  }
}

static gsize jis_run(const char *p, gsize n, JisSet *set) {
  const char *esc = memchr(p, 033, n);
  gsize run = esc ? (gsize)(esc - p) : n;
  /* RFC 1468: a line ends in ASCII. A 94×94 pair never holds a line end. */
  const char *line = *set == JIS_ASCII ? NULL : memchr(p, '\n', run);
  return line ? (gsize)(line - p) : run;
}

static void decode_iso_2022_jp(Sink *sink, iconv_t cd, MbSlice in) {
  g_autoptr(GString) euc = g_string_sized_new(256);
  JisSet set = JIS_ASCII;
  for (gsize i = 0; i < in.len;) {
    gsize escape = in.data[i] == 033 ? jis_escape(in.data + i, in.len - i, &set) : 0;
    if (escape) {
      i += escape;
      continue;
    }
    if (in.data[i] == '\n')
      set = JIS_ASCII;
    gsize run = in.data[i] == 033 ? 1 : jis_run(in.data + i, in.len - i, &set);
    if (in.data[i] == 033) {
      put_bad(sink);
    } else if (set == JIS_ASCII) {
      decode_multi(sink, cd, mb_slice(in.data + i, run)); /* stray 8-bit text: EUC at best */
    } else {
      g_string_truncate(euc, 0);
      append_euc(euc, set, in.data + i, run);
      decode_multi(sink, cd, mb_slice(euc->str, euc->len));
    }
    i += run;
  }
}

/* --- the one entry ---------------------------------------------------------------------------- */

static gboolean has_high_bytes(MbSlice s) {
  return mb_ascii_run(s.data, s.len) < s.len;
}

/* A label that the bytes refute is no label: 8-bit text in a 7-bit charset. */
static const MbCharset *choose(MbSlice bytes, const char *label) {
  if (bytes.len == 0)
    bytes = MB_SLICE_LIT("");
  const MbCharset *charset = label ? mb_charset_find(mb_slice_str(label)) : NULL;
  if (!charset)
    return mb_charset_guess(bytes);
  gboolean seven_bit = charset->kind == MB_CS_ASCII || charset->kind == MB_CS_ISO_2022_JP;
  if (seven_bit && has_high_bytes(bytes) &&
      (charset->kind == MB_CS_ASCII || !memchr(bytes.data, 033, bytes.len)))
    return mb_charset_guess(bytes);
  return charset;
}

static void decode(Sink *sink, const MbCharset *charset, MbSlice bytes) {
  g_mutex_lock(&lock);
  const Converter *c = converter_for(charset);
  if (charset->kind == MB_CS_UTF8 || charset->kind == MB_CS_ASCII)
    decode_utf8(sink, bytes);
  else if (charset->kind == MB_CS_SINGLE)
    decode_single(sink, upper_halves[charset - mb_charsets], bytes);
  else if (c->cd == NO_CONVERTER)
    replace_rest(sink, bytes.data, bytes.len); /* a libc without that converter */
  else if (charset->kind == MB_CS_MULTI)
    decode_multi(sink, c->cd, bytes);
  else if (charset->kind == MB_CS_ISO_2022_JP)
    decode_iso_2022_jp(sink, c->cd, bytes);
  else
    run_iconv(sink, c->cd, bytes.data, bytes.len);
  g_mutex_unlock(&lock);
}

gboolean mb_charset_is_known(MbSlice label) {
  return mb_charset_find(label) != NULL;
}

MbSlice mb_charset_to_utf8(MbArena *arena, MbSlice bytes, const char *label, const char **used,
                           guint *bad) {
  const MbCharset *charset = choose(bytes, label);
  if (used)
    *used = charset->name;
  if (bad)
    *bad = 0;
  gboolean utf8 = charset->kind == MB_CS_UTF8 || charset->kind == MB_CS_ASCII;
  if (bytes.len == 0 || (utf8 && utf8_run(bytes.data, bytes.len) == bytes.len))
    return mb_arena_slice(arena, bytes);
  g_autoptr(GString) out = g_string_sized_new(bytes.len + bytes.len / 2 + 16);
  Sink sink = {out, 0};
  decode(&sink, charset, bytes);
  /* glibc's converters can be trusted for this, an attacker's UTF-7 surrogates cannot */
  if (utf8_run(out->str, out->len) < out->len) {
    g_autoptr(GString) clean = g_string_sized_new(out->len + 16);
    Sink again = {clean, sink.bad};
    decode_utf8(&again, mb_slice(out->str, out->len));
    sink.bad = again.bad;
    g_string_assign(out, "");
    g_string_append_len(out, clean->str, clean->len);
  }
  if (bad)
    *bad = sink.bad;
  return mb_arena_slice(arena, mb_slice(out->str, out->len));
}
