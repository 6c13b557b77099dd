/* The received bytes come back exactly, and offsets point into the given ones.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/message.h"

#define MAIL "From: a\r\nTo: b\r\n\r\nbody\r\n"

typedef struct {
  const char *label, *given, *received;
  guint undone;
} Case;

static const Case cases[] = {
    {"nothing to do", MAIL, MAIL, 0},
    {"empty", "", "", 0},
    {"BOM", "\xef\xbb\xbf" MAIL, MAIL, MB_UNDO_BOM},
    {"offline IMAP", "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\n" MAIL, MAIL,
     MB_UNDO_MOZILLA},
    {"POP3",
     "X-Account-Key: account1\nX-UIDL: 12\nX-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\n"
     "X-Mozilla-Keys:                                        \nFrom: a\n\nbody\n",
     "From: a\n\nbody\n", MB_UNDO_MOZILLA},
    {"forged further down", "From: a\nX-Mozilla-Status: 1\n\nb",
     "From: a\nX-Mozilla-Status: 1\n\nb", 0},
    {"mbox line", "From x@y Thu Oct 14 10:00:00 2021\nFrom: a\n\nbody\n\n", "From: a\n\nbody\n",
     MB_UNDO_MBOX},
    {"mbox line, CRLF", "From x@y Thu Oct 14\r\nFrom: a\r\n\r\nbody\r\n\r\n",
     "From: a\r\n\r\nbody\r\n", MB_UNDO_MBOX},
    {"local folder", "From - Thu\nX-Mozilla-Status: 0001\nFrom: a\n\nb\n\n", "From: a\n\nb\n",
     MB_UNDO_MBOX | MB_UNDO_MOZILLA},
    {"quoted", "From x\nA: b\n\n>From me\n>>From you\n> From no\nx >From no\n>From",
     "A: b\n\nFrom me\n>From you\n> From no\nx >From no\n>From", MB_UNDO_MBOX},
    {"not from an mbox", "A: b\n\n>From me\n", "A: b\n\n>From me\n", 0},
    {"From: is no mbox line", "From: a\n\n>From x\n", "From: a\n\n>From x\n", 0},
    {"only an mbox line", "From x", "", MB_UNDO_MBOX},
};

static void test_case(gconstpointer data) {
  const Case *c = data;
  g_autoptr(MbArena) arena = mb_arena_new();
  gsize len = strlen(c->given);
  g_autofree char *copy = g_memdup2(c->given, len);
  MbUndone u = mb_undo(arena, mb_slice(copy, len));
  g_assert_cmpmem(u.received.data, u.received.len, c->received, strlen(c->received));
  g_assert_cmphex(u.undone, ==, c->undone);
  for (gsize i = 0; i < u.received.len; i++)
    g_assert_cmpint(c->given[mb_undone_offset(&u, i)], ==, u.received.data[i]);
}

/* Every place of the received text maps to the same byte of the given one, in order. */
static void test_offsets_strictly_rise(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(GString) given = g_string_new("From x\nA: b\n\n");
  for (int i = 0; i < 2000; i++)
    g_string_append_printf(given, "%.*sFrom %d\n", i % 4, ">>>>", i);
  MbUndone u = mb_undo(arena, mb_slice(given->str, given->len));
  g_assert_cmpuint(u.removed->len, ==, 1500);
  gssize last = -1;
  for (gsize i = 0; i < u.received.len; i++) {
    gsize at = mb_undone_offset(&u, i);
    g_assert_cmpint((gssize)at, >, last);
    g_assert_cmpint(given->str[at], ==, u.received.data[i]);
    last = at;
  }
}

static void test_linear(void) {
  static const char *const units[] = {">", ">From ", "\n>", "From ", "X-UIDL: 1\n"};
  for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    g_autoptr(GString) text = g_string_new("From x\n");
    while (text->len < 4 * 1024 * 1024)
      g_string_append(text, units[i]);
    gint64 start = g_get_monotonic_time();
    mb_undo(arena, mb_slice(text->str, text->len));
    g_assert_cmpint(g_get_monotonic_time() - start, <, 1000000);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/undo/case/%s", cases[i].label);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/undo/offsets", test_offsets_strictly_rise);
  g_test_add_func("/undo/linear", test_linear);
  return g_test_run();
}
