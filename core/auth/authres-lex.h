/* Characters of Authentication-Results and Received-SPF: comments, quoted strings, words. Strict
 * about comments, because an attacker's "(" in an address must not hide what follows
 * ("Composition Kills", A4). SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/arena.h"

typedef struct {
  MbSlice rest;
  gboolean broken;  /* unbalanced comment or quotes, NUL: nothing may be derived */
  gboolean skipped; /* the last skip went over blanks or a comment */
} MbAuthLex;

/* Over blanks and comments. */
void mb_auth_lex_skip(MbAuthLex *lex);
/* The next character, 0 at the end. */
char mb_auth_lex_peek(const MbAuthLex *lex);
gboolean mb_auth_lex_take(MbAuthLex *lex, char c);
/* Up to a blank, ";", "(" or a character of stop. */
MbSlice mb_auth_lex_word(MbAuthLex *lex, const char *stop);
/* A quoted string without its quotes or, when none is there, a word. */
MbSlice mb_auth_lex_value(MbArena *arena, MbAuthLex *lex, gboolean *quoted);
/* To the next ";" outside comments and quotes, or the end. */
void mb_auth_lex_to_semicolon(MbAuthLex *lex);
/* A lower-case copy. */
MbSlice mb_auth_lower(MbArena *arena, MbSlice s);
