/* The families' tables: each file of checks ends in one NULL-terminated list of its rows; table.c
 * joins them in running order. A row without a run function is left by another row's function (one
 * scan, several findings).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"

typedef const MbCheck *const MbCheckList[];

extern MbCheckList mb_authentication_checks;
extern MbCheckList mb_bimi_checks;
extern MbCheckList mb_brand_claim_checks;
extern MbCheckList mb_identity_checks;
extern MbCheckList mb_customer_checks;
extern MbCheckList mb_sender_checks;
extern MbCheckList mb_lookalike_checks;
extern MbCheckList mb_odd_sender_checks;
extern MbCheckList mb_odd_role_checks;
extern MbCheckList mb_odd_domain_checks;
extern MbCheckList mb_route_checks;
extern MbCheckList mb_zone_checks;
extern MbCheckList mb_header_checks;
extern MbCheckList mb_reputation_checks;
extern MbCheckList mb_listed_checks;
extern MbCheckList mb_history_checks;
extern MbCheckList mb_body_phrase_checks;
extern MbCheckList mb_body_pressure_checks;
extern MbCheckList mb_body_addressee_checks;
extern MbCheckList mb_nameless_checks;
extern MbCheckList mb_late_role_checks;
extern MbCheckList mb_body_date_checks;
extern MbCheckList mb_body_japanese_checks;
extern MbCheckList mb_body_hidden_checks;
extern MbCheckList mb_link_checks;
extern MbCheckList mb_link_trick_checks;
extern MbCheckList mb_link_handler_checks;
extern MbCheckList mb_link_brand_checks;
extern MbCheckList mb_link_place_checks;
extern MbCheckList mb_picture_checks;
extern MbCheckList mb_attachment_checks;
extern MbCheckList mb_bounce_checks;
