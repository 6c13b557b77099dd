/* What a reader sees, what he does not, and where links lead.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/html.h"

static MbHtml *read_str(MbArena *arena, const char *html) {
  return mb_html_read(arena, mb_slice_str(html));
}

static char *join_links(MbHtml *html) {
  GString *s = g_string_new(NULL);
  for (guint i = 0; i < html->links->len; i++) {
    MbHtmlLink *l = &g_array_index(html->links, MbHtmlLink, i);
    g_string_append_printf(s, "%s%s%s:%.*s", i ? " " : "", l->hidden ? "-" : "",
                           mb_place_name(l->place), MB_SLICE_ARG(l->url));
    if (l->text.len)
      g_string_append_printf(s, "[%.*s]", MB_SLICE_ARG(l->text));
  }
  return g_string_free(s, FALSE);
}

static const struct {
  const char *html, *links;
} link_rows[] = {
    {"<a href=http://a/>x</a>", "href:http://a/[x]"},
    {"<A HREF = 'http://a/?x=1&amp;y=2&copy=3'>x\n <b>y</b></A>",
     "href:http://a/?x=1&y=2&copy=3[x y]"},
    {"<a href=\"http&#58;&#x2f;/a&period;example\">x</a>", "href:http://a.example[x]"},
    {"<a href='http://a/'><a href='http://b/'>y</a>", "href:http://a/ href:http://b/[y]"},
    {"<a href=http://a/><img src=cid:1 alt='ログイン'></a>",
     "href:http://a/[ログイン] src:cid:1[ログイン]"},
    {"<a href=http://a/>x<p>y</p></a>z", "href:http://a/[x y]"},
    {"<td><a href=http://a/>x<td>y", "href:http://a/[x]"},
    {"<a href=http://a/ href=http://b/>x</a>", "href:http://a/[x]"},
    {"<a/href=http://a/>x</a>", "href:http://a/[x]"},
    {"<a title='>' href=http://a/>x</a>", "href:http://a/[x]"},
    {"<a title=\"a\"href=http://a/>x</a>", "href:http://a/[x]"},
    {"<a =x href=http://a/>x</a>", "href:http://a/[x]"},
    {"<base href=http://b.example/d/e><a href=f>x</a><a href=/g>y</a><a href=//c/>z</a><a "
     "href='?q'>q",
     "base:http://b.example/d/e href:http://b.example/d/f[x] href:http://b.example/g[y] "
     "href:http://c/[z] "
     "href:http://b.example/d/e?q[q]"},
    {"<base href=http://b.example><a href=f>x</a><a href=mailto:a@b>y",
     "base:http://b.example href:http://b.example/f[x] href:mailto:a@b[y]"},
    {"<map><area href=http://a/ alt=地図></map>", "area:http://a/[地図]"},
    {"<form action=http://a/><button formaction=http://b/>送信</button><input type=submit "
     "formaction=http://c/ value=OK></form>",
     "action:http://a/ formaction:http://b/[送信] formaction:http://c/[OK]"},
    {"<img srcset='http://a/1 1x, http://a/2,3 2x,http://a/4'>",
     "srcset:http://a/1 srcset:http://a/2,3 srcset:http://a/4"},
    {"<meta http-equiv=Refresh content='0; URL=\"http://a/\"'>", "refresh:http://a/"},
    {"<body background=http://a/ style=\"background:url(&quot;http://b/&quot;)\">",
     "background:http://a/ style:http://b/"},
    {"<style>a{background:url( 'http://a/' )} b{x:url()} c{x:url(http://b/)}</style>",
     "style:http://a/ style:http://b/"},
    {"<!-- <a href=http://no/> --><a href=http://a/>x", "href:http://a/[x]"},
    {"<!--><a href=http://a/>x</a>-->", "href:http://a/[x]"},
    {"<!---><a href=http://a/>x</a>-->", "href:http://a/[x]"},
    {"<!-- --!><a href=http://a/>x</a>-->", "href:http://a/[x]"},
    {"<!-- -- ><a href=http://no/>x</a>--><a href=http://a/>x</a>", "href:http://a/[x]"},
    {"<!-- <a href=http://no/>x", ""},
    {"<!--[if mso]><a href=http://a/><style><![endif]--><a href=http://b/>y</a>",
     "-href:http://a/ href:http://b/[y]"},
    {"<!--[if !mso]><!--><a href=http://b/>y</a><!--<![endif]-->", "href:http://b/[y]"},
    {"<![CDATA[<a href=http://no/>]]><?x <a href=http://no/>?><a href=http://a/>x",
     "href:http://a/[x]"},
    {"</ <a href=http://no/>></><a href=http://a/>x", "href:http://a/[x]"},
    {"< a href=http://no/><a href=http://a/>x", "href:http://a/[x]"},
    {"<title><a href=http://no/></title><a href=http://a/>x", "href:http://a/[x]"},
    {"<textarea></textareas><a href=http://no/></TEXTAREA ><a href=http://a/>x",
     "href:http://a/[x]"},
    {"<script>'<!--<script></script><a href=http://no/>'</script>--></script><a href=http://a/>x",
     "href:http://a/[x]"},
    {"<noscript><a href=http://a/>x</a></noscript>", "href:http://a/[x]"},
    {"<iframe src=http://a/><a href=http://no/></iframe>", "src:http://a/"},
    {"<svg><style><a href=http://a/>x</a></style></svg>", "href:http://a/[x]"},
    {"<svg><![CDATA[>\"<a href=http://b/><p title=\"]]><a href=http://a/>x</a></svg>",
     "-href:http://b/ href:http://a/[x]"},
    {"<svg></math><style><a href=http://a/>x</a>", "href:http://a/[x]"},
    {"<math><foreignObject><style><a href=http://a/>x</a>", "href:http://a/[x]"},
    {"<svg><foreignObject><style><a href=http://no/></style></foreignObject><style><a "
     "href=http://a/>x</a>",
     "href:http://a/[x]"},
    {"<svg><p><style><a href=http://no/></style>", ""},
    {"</body></html><a href=http://a/>x</a>", "href:http://a/[x]"},
    {"<a href=http://cut/", ""},
    {"<a href='http://cut/>x</a>", ""},
    {"<div style=display:none><a href=http://a/>x</a></div>", "-href:http://a/[x]"},
    {"<a href=http://a/><span style='font-size:0'>x</span></a>", "-href:http://a/[x]"},
    {"<a href='  http://a/ \n'>x</a><a href=''>y</a>", "href:http://a/[x]"},
};

static void test_links(void) {
  for (guint i = 0; i < G_N_ELEMENTS(link_rows); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    g_autofree char *got = join_links(read_str(arena, link_rows[i].html));
    if (!g_str_equal(got, link_rows[i].links))
      g_test_message("%s", link_rows[i].html);
    g_assert_cmpstr(got, ==, link_rows[i].links);
  }
}

static const struct {
  const char *html, *text, *hidden;
} text_rows[] = {
    {"a &lt;b&gt; &amp;amp; &notit; &NotEqualTilde; &#x80;&#55296;&#0;&# &x",
     "a <b> &amp; \302\254it; \342\211\202\314\270 \342\202\254\357\277\275\357\277\275&# &x", ""},
    {"<title>t</title>a<br>b<p>c  \r\n d<div>e</div>f<table><tr><td>g<td>h<tr><td>i",
     "a\nb\nc d\ne\nf\ng h\ni", ""},
    {"a<style>no</style><script>no</script><noframes>no</noframes><textarea>b&amp;</textarea>",
     "ab&", ""},
    {"<p style='DISPLAY : none !important'>x<p>y", "y", "x"},
    {"<div style='display:none'><div>x</div>y</div>z", "z", "x\ny"},
    {"<div style='display:none'><table><tr><td></div>x</table></div>y", "y", "x"},
    {"<div style='visibility:hidden'>x<b style='visibility:visible'>y</b></div>", "y", "x"},
    {"<td style='font-size:0'><span style='font-size:14px'>y</span>x</td>", "y", "x"},
    {"<i style=font-size:1px>x</i><i style=font-size:.9em>y</i><i style='font-size:0.0em'>z</i>",
     "y", "xz"},
    {"<i style=opacity:0>x</i><i style=opacity:0.5>y</i>", "y", "x"},
    {"<font color=#FFFFFF>x</font><font color=#eee>y</font>", "y", "x"},
    {"<td bgcolor=navy><font color=#fff>y<font color='#000080'>x", "y", "x"},
    {"<body bgcolor=#000000 text=#ffffff>y", "y", ""},
    {"<b style='color:rgb(255,255,255);background:url(a)'>y</b>", "y", ""},
    {"<b style='color:rgba(1,1,1,0)'>x</b><b style=color:transparent>x</b>", "", "xx"},
    {"<div style='max-height:0;overflow:hidden'>x</div><div style='height:0'>y</div>", "y", "x"},
    {"<div style='text-indent:-9999px'>x</div><p style='text-indent:-2em'>y", "y", "x"},
    {"<p hidden>x</p><template>x</template>y", "y", "x\nx"},
    {"<span style='mso-hide:all'>y</span>", "y", ""},
    {"<style>.h,p.k{display:none}</style><p class='a h'>x</p><p class=k>x</p><p class=z>y", "y",
     "x\nx"},
    {"<style>a b{background:#000}</style><font color=white>y</font>", "y", ""},
    {"<a href=x style='background:#fff'>y</a>", "y", ""},
    {"<ul><li style=display:none>x<li>y</ul>", "y", "x"},
    {"x</html>y<", "xy<", ""},
    {"<plaintext><a>", "<a>", ""},
};

static void test_text(void) {
  for (guint i = 0; i < G_N_ELEMENTS(text_rows); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    MbHtml *html = read_str(arena, text_rows[i].html);
    g_test_message("%s", text_rows[i].html);
    g_assert_cmpstr(html->text.data, ==, text_rows[i].text);
    g_assert_cmpstr(html->hidden.data, ==, text_rows[i].hidden);
  }
}

#define LONG_TEXT "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod"

static const struct {
  const char *html;
  guint flags;
} flag_rows[] = {
    {"<form><input type=PASSWORD></form>", MB_HTML_FORM | MB_HTML_PASSWORD},
    {"<script>1</script>", MB_HTML_SCRIPT},
    {"<script type='application/ld+json'>{}</script>", 0},
    {"<script>b=new "
     "Blob([atob(x)]);a.href=URL.createObjectURL(b);a.download='x.iso';a.click()</script>",
     MB_HTML_SCRIPT | MB_HTML_SMUGGLING},
    {"<a download=x.zip href='data:application/zip;base64,AAAA'>x</a>", MB_HTML_SMUGGLING},
    {"<p style='font-family:SimSun'>a", MB_HTML_CJK_FONT_CN},
    {"<font face='微软雅黑'>a", MB_HTML_CJK_FONT_CN},
    {"<p style='font-family:Meiryo,\"MS PGothic\"'>a", 0},
    {"<html lang=zh-CN>a", MB_HTML_LANG_ZH},
    {"<p style=display:none>" LONG_TEXT "</p>Body", MB_HTML_HIDDEN_TEXT | MB_HTML_PREHEADER},
    {"<p style=display:none>short</p>Body", 0},
    {"<p>" LONG_TEXT LONG_TEXT LONG_TEXT LONG_TEXT "<p style=display:none>" LONG_TEXT "</p>",
     MB_HTML_HIDDEN_TEXT},
    {"<style>.m{display:none}@media(max-width:1px){.m{display:block}}</style><p class=m>" LONG_TEXT,
     0},
};

static void test_flags(void) {
  for (guint i = 0; i < G_N_ELEMENTS(flag_rows); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    g_test_message("%s", flag_rows[i].html);
    g_assert_cmphex(read_str(arena, flag_rows[i].html)->flags, ==, flag_rows[i].flags);
  }
}

static void test_offset(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  const char *html = "<p><a class=x href=\"http://a/?a&amp;b\">";
  MbHtmlLink *l = &g_array_index(read_str(arena, html)->links, MbHtmlLink, 0);
  g_assert_cmpmem(html + l->offset, l->length, "http://a/?a&amp;b", 17);
}

static const struct {
  const char *text, *links;
} plain_rows[] = {
    {"see http://a.example/x. And (https://b.example/y_(z)).",
     "http://a.example/x https://b.example/y_(z)"},
    {"<https://a.example/?q=1&r=2> www.b.example, xwww.c.example",
     "https://a.example/?q=1&r=2 www.b.example"},
    {"詳細はhttps://a.example/xをご覧ください", "https://a.example/x"},
    {"https://a.exampleをクリック", "https://a.example"},
    {"https://日本.example/a https://ex日本.example/",
     "https://日本.example/a https://ex日本.example/"},
    {"「https://a.example」", "https://a.example"},
    {"http:// https://. www. ftp://f.example/", "ftp://f.example/"},
};

static void test_plain(void) {
  for (guint i = 0; i < G_N_ELEMENTS(plain_rows); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(MbHtmlLink));
    g_autoptr(GString) got = g_string_new(NULL);
    mb_text_find_links(arena, mb_slice_str(plain_rows[i].text), links);
    for (guint j = 0; j < links->len; j++) {
      MbHtmlLink *l = &g_array_index(links, MbHtmlLink, j);
      g_string_append_printf(got, "%s%.*s", j ? " " : "", MB_SLICE_ARG(l->url));
      g_assert_cmpmem(plain_rows[i].text + l->offset, l->length, l->url.data, l->url.len);
    }
    g_assert_cmpstr(got->str, ==, plain_rows[i].links);
  }
}

/* Many times the same piece: the answer must come in linear time. */
static void repeat(const char *head, const char *piece, gsize n, const char *tail) {
  g_autoptr(MbArena) arena = mb_arena_new();
  GString *s = g_string_new(head);
  for (gsize i = 0; i < n; i++)
    g_string_append(s, piece);
  g_string_append(s, tail);
  gint64 start = g_get_monotonic_time();
  MbHtml *html = mb_html_read(arena, mb_slice(s->str, s->len));
  mb_text_find_links(arena, mb_slice(s->str, s->len), html->links);
  gint64 ms = (g_get_monotonic_time() - start) / 1000;
  g_test_message("%s x %zu: %d ms, %zu KiB", piece, n, (int)ms, mb_arena_used(arena) / 1024);
  g_assert_cmpint(ms, <, 3000); /* a slow machine under a sanitizer; measured: below 100 */
  g_string_free(s, TRUE);
}

static void test_killers(void) {
  repeat("<a href=\"", "xxxxxxxxxx", 1000000, "\">");
  repeat("<p ", "a=b ", 100000, ">");
  repeat("<p ", "a", 1000000, ">");
  repeat("", "<div>", 1000000, "");
  repeat("", "<b style=color:red><p>", 100000, "</b></p>");
  repeat("", "<table><td style='display:none'>", 100000, "</div>");
  repeat("", "<!--", 1000000, "");
  repeat("<!--", "--", 1000000, "");
  repeat("", "<textarea", 300000, "");
  repeat("<textarea>", "</textarea", 300000, "");
  repeat("<script>", "<!--<script>", 300000, "");
  repeat("", "&", 3000000, "");
  repeat("", "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 100000, "");
  repeat("<p style='", "a:url(", 300000, "'>");
  repeat("<style>", "a:url(\"", 300000, "</style>");
  repeat("<style>", ".a{color:red}", 200000, "</style><p class=a>");
  repeat("<style>", ".a,", 300000, "{color:red}</style><p class=a>");
  repeat("<style>", "@media{", 300000, "</style>");
  repeat("<img srcset='", "a,", 1000000, "'>");
  repeat("<base href=http://bbbbbbbbbbbbbbbbbbbbbbbbbbbb/>", "<a href=a>x", 100000, "");
  repeat("", "<", 3000000, "");
  repeat("", "</", 1000000, "");
  repeat("", "<a href=http://a/>x", 100000, "");
  repeat("", "http://", 300000, "");
  repeat("http://a.b", "\303\251", 1000000, "");
  repeat("", "www.a)", 300000, "");
}

static void test_limits(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(GString) s = g_string_new(NULL);
  for (int i = 0; i < MB_MAX_LINKS_KEPT + 5; i++)
    g_string_append(s, "<a href=a>");
  MbHtml *html = mb_html_read(arena, mb_slice(s->str, s->len));
  g_assert_cmpuint(html->links->len, ==, MB_MAX_LINKS_KEPT);
  g_assert_cmpuint(html->n_links, ==, MB_MAX_LINKS_KEPT + 5);
  g_assert_cmphex(html->flags, ==, MB_HTML_CUT);
  g_assert_cmpuint(mb_html_read(arena, MB_SLICE_NONE)->text.len, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/html/links", test_links);
  g_test_add_func("/html/text", test_text);
  g_test_add_func("/html/flags", test_flags);
  g_test_add_func("/html/offset", test_offset);
  g_test_add_func("/html/plain", test_plain);
  g_test_add_func("/html/killers", test_killers);
  g_test_add_func("/html/limits", test_limits);
  return g_test_run();
}
