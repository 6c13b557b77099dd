/* What URLs mean to a browser, wrappings, and which texts count as an address.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/link.h"

#define IP   MB_URL_IP_LITERAL
#define USER MB_URL_USERINFO
#define REL  MB_URL_RELATIVE
#define BACK MB_URL_BACKSLASH
#define WIDE MB_URL_FULLWIDTH

static const struct {
  const char *url, *host;
  guint flags;
} url_rows[] = {
    {"https://www.Example.COM./x", "www.example.com", 0},
    {"https://example.com:443", "example.com", 0},
    {"https://example.com:8443/", "example.com", MB_URL_PORT},
    {"https://example.com:/", "example.com", 0},
    {"https://brand.example@evil.example/", "evil.example", USER},
    {"https://a:b@c@evil.example/@d", "evil.example", USER},
    {"https://evil.example/x@brand.example", "evil.example", 0},
    {"https://evil.example?x@brand.example", "evil.example", 0},
    {"https://evil.example\\@brand.example", "evil.example", BACK},
    {"https:\\\\evil.example\\x", "evil.example", BACK},
    {"https:evil.example", "evil.example", 0},
    {"https:////evil.example", "evil.example", 0},
    {"ht\ntps://ev\til.exam\r\nple/", "evil.example", 0},
    {" \001https://evil.example ", "evil.example", 0},
    {"HTTPS://evil.example", "evil.example", 0},
    {"https://ev%69l.example", "evil.example", 0},
    {"https://ｅｖｉｌ．ｅｘａｍｐｌｅ", "evil.example", WIDE},
    {"https://evil。example", "evil.example", WIDE},
    {"https://ⓔvil.example", "evil.example", WIDE},
    {"https://日本.jp/", "xn--wgv71a.jp", MB_URL_PUNYCODE},
    {"https://a\302\255b.example", "ab.example", WIDE},
    {"http://3221225985/", "192.0.2.1", IP},
    {"http://0xC0000201/", "192.0.2.1", IP},
    {"http://0300.0.02.01/", "192.0.2.1", IP},
    {"http://192.0.513/", "192.0.2.1", IP},
    {"http://192.513./", "192.0.2.1", IP},
    {"http://0xC0.0x0.2.1", "192.0.2.1", IP},
    {"http://１９２.0.2.1", "192.0.2.1", IP | WIDE},
    {"http://192.0.2.256/", NULL, MB_URL_BAD},
    {"http://4294967296/", NULL, MB_URL_BAD},
    {"http://1.2.3.4.5/", NULL, MB_URL_BAD},
    {"http://09.0.0.1/", NULL, MB_URL_BAD},
    {"http://[2001:DB8::1]:80/", "2001:db8::1", IP},
    {"http://[::ffff:192.0.2.1]/", "192.0.2.1", IP},
    {"http://[::1", NULL, MB_URL_BAD},
    {"http://", NULL, MB_URL_BAD},
    {"http://a b.example/", NULL, MB_URL_BAD},
    {"http://a..example/", NULL, MB_URL_BAD},
    {"http://a%2f.example/", NULL, MB_URL_BAD},
    {"//evil.example/x", "evil.example", REL},
    {"\\\\evil.example\\x", "evil.example", REL | BACK},
    {"www.evil.example/x", "www.evil.example", REL},
    {"x/y", NULL, REL},
    {"#top", NULL, REL},
    {"", NULL, REL},
    {"data:text/html;base64,AAAA", NULL, MB_URL_DATA},
    {"JavaScript:alert(1)", NULL, MB_URL_SCRIPT},
    {"java\nscript:alert(1)", NULL, MB_URL_SCRIPT},
    {"mailto:a@b.example", NULL, MB_URL_MAILTO},
    {"cid:x@y", NULL, MB_URL_CID},
    {"tel:+81312345678", NULL, MB_URL_TEL},
    {"file://192.0.2.1/share", "192.0.2.1", IP},
    {"ftp://f.example/", "f.example", 0},
    {"custom://h.example/x", "h.example", 0},
};

static MbLink read_link(MbArena *arena, const char *url, const char *text) {
  MbLink link = {.place = MB_PLACE_HREF, .url = mb_slice_str(url), .text = mb_slice_str(text)};
  mb_link_read(arena, &link);
  return link;
}

static void test_urls(void) {
  for (guint i = 0; i < G_N_ELEMENTS(url_rows); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    MbLink link = read_link(arena, url_rows[i].url, "");
    g_test_message("%s", url_rows[i].url);
    g_assert_cmpstr(link.host, ==, url_rows[i].host);
    g_assert_cmphex(link.flags, ==, url_rows[i].flags);
    g_assert_null(link.wrapper);
  }
}

static void test_domain(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  g_assert_cmpstr(read_link(arena, "https://www.a.co.jp/", "").domain, ==, "a.co.jp");
  g_assert_null(read_link(arena, "https://192.0.2.1/", "").domain);
  MbLink link = {.place = MB_PLACE_TEXT,
                 .url = MB_SLICE_LIT("www.a.example"),
                 .text = MB_SLICE_LIT("www.a.example")};
  mb_link_read(arena, &link);
  g_assert_cmphex(link.flags, ==, 0);
}

static const struct {
  const char *url, *host, *wrapper; /* host NULL: stays as it is, opaque */
} wrap_rows[] = {
    {"https://jpn01.safelinks.protection.outlook.com/"
     "?url=https%3A%2F%2Fevil.example%2Fx&amp;data=05",
     "evil.example", "jpn01.safelinks.protection.outlook.com"},
    {"https://urldefense.proofpoint.com/v1/url?u=http://evil.example/&k=x", "evil.example",
     "urldefense.proofpoint.com"},
    {"https://urldefense.proofpoint.com/v2/url?u=https-3A__sub-2Ddomain.evil.example_x&d=D",
     "sub-domain.evil.example", "urldefense.proofpoint.com"},
    {"https://urldefense.com/v3/__https://evil.example/*x__;Kw!!A", "evil.example",
     "urldefense.com"},
    {"https://urldefense.com/v3/__https:/*evil.example/**Bx__;L2FiYw!!A", "evil.example",
     "urldefense.com"},
    {"https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fevil.example&c=E", "evil.example",
     "linkprotect.cudasvc.com"},
    {"https://secure-web.cisco.com/1a-B_/https%3A%2F%2Fevil.example%2Fx", "evil.example",
     "secure-web.cisco.com"},
    {"https://eu.protection.sophos.com/?d=evil.example&u=aHR0cHM6Ly9ldmlsLmV4YW1wbGUv",
     "evil.example", "eu.protection.sophos.com"},
    {"https://url.avanan.click/v2/___https://evil.example/x___.YXA", "evil.example",
     "url.avanan.click"},
    {"https://protect-us.mimecast.com/s/AbC?domain=brand.example", NULL, "protect-us.mimecast.com"},
    {"https://www.google.com/url?sa=t&q=https://evil.example", "evil.example", "www.google.com"},
    {"https://www.google.co.jp/url?url=evil-site.com", "evil-site.com", "www.google.co.jp"},
    {"https://www.google.com/amp/s/evil.example/x", NULL, ""},
    {"https://www.google.com/amp/s/evil-site.com/x", "evil-site.com", "www.google.com"},
    {"https://translate.google.com/translate?sl=a&u=https://evil.example", "evil.example",
     "translate.google.com"},
    {"https://www-a--b-example.translate.goog/x?_x_tr_sl=en", "www.a-b.example",
     "www-a--b-example.translate.goog"},
    {"https://googleads.g.doubleclick.net/pcs/click?xai=A&adurl=https://evil.example",
     "evil.example", "googleads.g.doubleclick.net"},
    {"https://ad.doubleclick.net/ddm/clk/1;2;u?https://evil.example/", "evil.example",
     "ad.doubleclick.net"},
    {"https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9ldmlsLmV4YW1wbGUv&ntb=1", "evil.example",
     "www.bing.com"},
    {"https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fevil.example", "evil.example",
     "www.youtube.com"},
    {"https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.example&h=A", "evil.example",
     "l.facebook.com"},
    {"https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fevil.example", "evil.example",
     "www.linkedin.com"},
    {"https://t-info.mail.adobe.com/r/?id=h1&p1=evil.example", NULL, ""},
    {"https://t-info.mail.adobe.com/r/?id=h1&p1=evil-site.com", "evil-site.com",
     "t-info.mail.adobe.com"},
    {"https://www.google.com/"
     "url?q=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fevil.example",
     "evil.example", "www.google.com"},
    {"https://notgoogle.com/url?q=https://evil.example", NULL, ""},
    {"https://www.google.com.evil.example/url?q=https://brand.example", NULL, ""},
    {"https://www.google.com/search?q=https://brand.example", NULL, ""},
    {"https://www.google.com/url?q=javascript:1", NULL, ""},
    {"https://news.example/url?q=https://brand.example", NULL, ""},
};

static void test_wraps(void) {
  for (guint i = 0; i < G_N_ELEMENTS(wrap_rows); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    MbLink link = read_link(arena, wrap_rows[i].url, "");
    const char *wrapper = *wrap_rows[i].wrapper ? wrap_rows[i].wrapper : NULL;
    g_test_message("%s", wrap_rows[i].url);
    g_assert_cmpstr(link.wrapper, ==, wrapper);
    g_assert_cmpint((link.flags & MB_URL_UNWRAPPED) != 0, ==, wrap_rows[i].host != NULL);
    if (wrap_rows[i].host)
      g_assert_cmpstr(link.host, ==, wrap_rows[i].host);
    else
      g_assert_true(g_strrstr(wrap_rows[i].url, link.host) != NULL);
  }
}

/* Four layers: three come off, the fourth is what is left. */
static void test_layers(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autofree char *url = g_strdup("https://evil.example/");
  for (int i = 0; i < 4; i++) {
    g_autofree char *escaped = g_uri_escape_string(url, NULL, FALSE);
    g_free(url);
    url = g_strdup_printf("https://l%d.facebook.com/l.php?u=%s", i, escaped);
  }
  g_assert_cmpstr(read_link(arena, url, "").host, ==, "l0.facebook.com");
}

static const struct {
  const char *text, *host;
} text_rows[] = {
    {"https://www.brand.example/login", "www.brand.example"},
    {" <https://www.brand.example/...> ", "www.brand.example"},
    {"https:// www.brand.example", "www.brand.example"},
    {"www.amazon.co.jp", "www.amazon.co.jp"},
    {"Amazon.co.jp", "amazon.co.jp"},
    {"ａｍａｚｏｎ．ｃｏ．ｊｐ", "amazon.co.jp"},
    {"ama\342\200\213zon.co.jp", "amazon.co.jp"},
    {"「example.com/a」", "example.com"},
    {"https://www.bra...", NULL},
    {"https://www.bran…", NULL},
    {"https://www.brand.example/ をクリック", NULL},
    {"ログインはexample.comへ", NULL},
    {"Click example.com now", NULL},
    {"info@example.com", NULL},
    {"report.zip", NULL},
    {"ASP.NET", NULL},
    {"e.g.", NULL},
    {"Node.js", NULL},
    {"3.5", NULL},
    {"1.2.3.4", NULL},
    {"co.jp", NULL},
    {"こちら", NULL},
    {"", NULL},
};

static void test_texts(void) {
  for (guint i = 0; i < G_N_ELEMENTS(text_rows); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    g_test_message("%s", text_rows[i].text);
    g_assert_cmpstr(read_link(arena, "https://evil.example", text_rows[i].text).text_host, ==,
                    text_rows[i].host);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/link/urls", test_urls);
  g_test_add_func("/link/domain", test_domain);
  g_test_add_func("/link/wraps", test_wraps);
  g_test_add_func("/link/layers", test_layers);
  g_test_add_func("/link/texts", test_texts);
  return g_test_run();
}
