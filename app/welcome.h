/* The three questions at the first start. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

void mb_welcome_show(GtkWindow *parent);
