/* The table of charsets and of the labels that mean them. Source: WHATWG Encoding standard, section
 * 4.2 "Names and labels"; RFC 1468, 1922, 2152 for those that browsers no longer read.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "charset-names.h"

const MbCharset mb_charsets[MB_N_CHARSETS] = {
    {"utf-8", NULL, MB_CS_UTF8},
    {"us-ascii", NULL, MB_CS_ASCII},
    {"iso-2022-jp", "EUC-JP-MS", MB_CS_ISO_2022_JP},
    {"shift_jis", "CP932", MB_CS_MULTI},
    {"euc-jp", "EUC-JP-MS", MB_CS_MULTI},
    {"gb18030", "GB18030", MB_CS_MULTI},
    {"big5", "BIG5-HKSCS", MB_CS_MULTI},
    {"euc-kr", "UHC", MB_CS_MULTI},
    {"johab", "JOHAB", MB_CS_MULTI},
    {"euc-tw", "EUC-TW", MB_CS_MULTI},
    {"iso-2022-kr", "ISO-2022-KR", MB_CS_OPAQUE},
    {"iso-2022-cn", "ISO-2022-CN-EXT", MB_CS_OPAQUE},
    {"utf-7", "UTF-7", MB_CS_OPAQUE},
    {"utf-16le", "UTF-16LE", MB_CS_OPAQUE},
    {"utf-16be", "UTF-16BE", MB_CS_OPAQUE},
    {"utf-32", "UTF-32", MB_CS_OPAQUE},
    {"windows-1250", "CP1250", MB_CS_SINGLE},
    {"windows-1251", "CP1251", MB_CS_SINGLE},
    {"windows-1252", "CP1252", MB_CS_SINGLE},
    {"windows-1253", "CP1253", MB_CS_SINGLE},
    {"windows-1254", "CP1254", MB_CS_SINGLE},
    {"windows-1255", "CP1255", MB_CS_SINGLE},
    {"windows-1256", "CP1256", MB_CS_SINGLE},
    {"windows-1257", "CP1257", MB_CS_SINGLE},
    {"windows-1258", "CP1258", MB_CS_SINGLE},
    {"windows-874", "CP874", MB_CS_SINGLE},
    {"iso-8859-2", "ISO-8859-2", MB_CS_SINGLE},
    {"iso-8859-3", "ISO-8859-3", MB_CS_SINGLE},
    {"iso-8859-4", "ISO-8859-4", MB_CS_SINGLE},
    {"iso-8859-5", "ISO-8859-5", MB_CS_SINGLE},
    {"iso-8859-6", "ISO-8859-6", MB_CS_SINGLE},
    {"iso-8859-7", "ISO-8859-7", MB_CS_SINGLE},
    {"iso-8859-8", "ISO-8859-8", MB_CS_SINGLE},
    {"iso-8859-10", "ISO-8859-10", MB_CS_SINGLE},
    {"iso-8859-13", "ISO-8859-13", MB_CS_SINGLE},
    {"iso-8859-14", "ISO-8859-14", MB_CS_SINGLE},
    {"iso-8859-15", "ISO-8859-15", MB_CS_SINGLE},
    {"iso-8859-16", "ISO-8859-16", MB_CS_SINGLE},
    {"koi8-r", "KOI8-R", MB_CS_SINGLE},
    {"koi8-u", "KOI8-U", MB_CS_SINGLE},
    {"ibm866", "CP866", MB_CS_SINGLE},
    {"macintosh", "MACINTOSH", MB_CS_SINGLE},
    {"x-mac-cyrillic", "MAC-CYRILLIC", MB_CS_SINGLE},
    {"ibm437", "CP437", MB_CS_SINGLE},
    {"ibm850", "CP850", MB_CS_SINGLE},
    {"ibm852", "CP852", MB_CS_SINGLE},
    {"viscii", "VISCII", MB_CS_SINGLE},
    {"tcvn", "TCVN", MB_CS_SINGLE},
};

/* label, canonical name; a canonical name is a label of its own */
static const char *const aliases[][2] = {
    {"utf8", "utf-8"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"ascii", "us-ascii"},
    {"ansi_x3.4-1968", "us-ascii"},
    {"iso646-us", "us-ascii"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"l1", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"x-cp1252", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"iso8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"cp1254", "windows-1254"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"dos-874", "windows-874"},
    {"csiso2022jp", "iso-2022-jp"},
    {"iso2022-jp", "iso-2022-jp"},
    {"iso-2022-jp-1", "iso-2022-jp"},
    {"iso-2022-jp-2", "iso-2022-jp"},
    {"iso-2022-jp-ms", "iso-2022-jp"},
    {"cp50220", "iso-2022-jp"},
    {"cp50221", "iso-2022-jp"},
    {"jis", "iso-2022-jp"},
    {"shift-jis", "shift_jis"},
    {"sjis", "shift_jis"},
    {"x-sjis", "shift_jis"},
    {"ms_kanji", "shift_jis"},
    {"ms932", "shift_jis"},
    {"cp932", "shift_jis"},
    {"windows-31j", "shift_jis"},
    {"csshiftjis", "shift_jis"},
    {"x-euc-jp", "euc-jp"},
    {"eucjp", "euc-jp"},
    {"euc-jp-ms", "euc-jp"},
    {"eucjp-ms", "euc-jp"},
    {"cp51932", "euc-jp"},
    {"cseucpkdfmtjapanese", "euc-jp"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gb_2312", "gb18030"},
    {"csgb2312", "gb18030"},
    {"euc-cn", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"cp936", "gb18030"},
    {"chinese", "gb18030"},
    {"big5-hkscs", "big5"},
    {"cn-big5", "big5"},
    {"csbig5", "big5"},
    {"x-x-big5", "big5"},
    {"cp950", "big5"},
    {"ks_c_5601-1987", "euc-kr"},
    {"ks_c_5601-1989", "euc-kr"},
    {"ksc5601", "euc-kr"},
    {"ksc_5601", "euc-kr"},
    {"korean", "euc-kr"},
    {"cseuckr", "euc-kr"},
    {"windows-949", "euc-kr"},
    {"cp949", "euc-kr"},
    {"uhc", "euc-kr"},
    {"iso-2022-cn-ext", "iso-2022-cn"},
    {"unicode-1-1-utf-7", "utf-7"},
    {"utf7", "utf-7"},
    {"utf-16", "utf-16le"},
    {"unicode", "utf-16le"},
    {"ucs-2", "utf-16le"},
    {"cp1250", "windows-1250"},
    {"cp1251", "windows-1251"},
    {"cp1253", "windows-1253"},
    {"cp1255", "windows-1255"},
    {"cp1256", "windows-1256"},
    {"cp1257", "windows-1257"},
    {"cp1258", "windows-1258"},
    {"latin2", "iso-8859-2"},
    {"latin3", "iso-8859-3"},
    {"latin4", "iso-8859-4"},
    {"cyrillic", "iso-8859-5"},
    {"arabic", "iso-8859-6"},
    {"greek", "iso-8859-7"},
    {"hebrew", "iso-8859-8"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"latin6", "iso-8859-10"},
    {"latin9", "iso-8859-15"},
    {"koi8", "koi8-r"},
    {"koi", "koi8-r"},
    {"cskoi8r", "koi8-r"},
    {"koi8-ru", "koi8-u"},
    {"cp866", "ibm866"},
    {"mac", "macintosh"},
    {"x-mac-roman", "macintosh"},
    {"cp437", "ibm437"},
    {"cp850", "ibm850"},
    {"cp852", "ibm852"},
};

static const MbCharset *find_name(MbSlice name) {
  for (guint i = 0; i < MB_N_CHARSETS; i++)
    if (mb_slice_is(name, mb_charsets[i].name))
      return &mb_charsets[i];
  return NULL;
}

/* "iso8859-2", "iso_8859-2" and "iso88592" are all in use for the whole family. */
static const MbCharset *find_iso_8859(MbSlice label) {
  static const char *const prefixes[] = {"iso_8859-", "iso8859-", "iso-8859", "iso8859"};
  for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++) {
    gsize n = strlen(prefixes[i]);
    if (!mb_slice_has_prefix(label, prefixes[i]) || label.len - n < 1 || label.len - n > 2)
      continue;
    char name[16];
    g_snprintf(name, sizeof name, "iso-8859-%.*s", (int)(label.len - n), label.data + n);
    if (mb_slice_is(label, name))
      return NULL;
    return mb_charset_find(mb_slice_str(name));
  }
  return NULL;
}

const MbCharset *mb_charset_find(MbSlice label) {
  while (label.len && (mb_is_blank(label.data[0]) || strchr("\"'", label.data[0])))
    label.data++, label.len--;
  while (label.len &&
         (mb_is_blank(label.data[label.len - 1]) || strchr("\"';", label.data[label.len - 1])))
    label.len--;
  if (label.len == 0 || label.len > 32)
    return NULL;
  const MbCharset *charset = find_name(label);
  for (guint i = 0; !charset && i < G_N_ELEMENTS(aliases); i++)
    if (mb_slice_is(label, aliases[i][0]))
      charset = find_name(mb_slice_str(aliases[i][1]));
  return charset ? charset : find_iso_8859(label);
}
