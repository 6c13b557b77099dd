/* The settings' group on what is remembered of senders. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

GtkWidget *mb_memory_group_new(AdwPreferencesWindow *window);
