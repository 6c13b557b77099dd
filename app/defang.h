/* Links that nothing can be clicked on. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* "hxxps://host[.]example/path". Free with g_free; NULL gives "". */
char *mb_defang(const char *url);
